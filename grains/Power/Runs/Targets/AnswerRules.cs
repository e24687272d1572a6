using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NasOrleans.Protocols;
using NasOrleans.Protocols.HostActions;

namespace NasOrleans.Power.Runs.Targets;

/// <summary>What clients answer, in the words of a run.</summary>
internal static class AnswerRules
{
    /// <summary>What was begun and did not end in time may have come about: only the target can tell.</summary>
    public static StepAnswer Of(ActResult result) => new(
        result.End switch
        {
            ActEnd.Done => AnswerKind.Taken,
            ActEnd.Refused => AnswerKind.Refused,
            ActEnd.NotSent => AnswerKind.NotSent,
            _ => AnswerKind.Unclear,
        },
        result.Text);

    /// <summary>How something stands that is to go dark. That nobody answers is no more than a beginning: see <see cref="Hosts.DarkWatch"/>.</summary>
    public static StepSeen Seen(NasPresence seen) => seen.Presence switch
    {
        Presence.ShuttingDown => new(StepSight.UnderWay, "It goes down"),
        Presence.Up => new(StepSight.Untouched, "It is up"),
        _ => new(StepSight.Silent, seen.Fault?.Message ?? "It does not tell how it stands"),
    };

    /// <summary>Told again, it is the same order. What was certainly never carried out may be ordered once more under the next number.</summary>
    public static Guid OrderId(Guid run, string step, string what = "", int number = 0)
    {
        var hash = SHA256.HashData([.. run.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes($"{step}\n{what}\n{number}")]);
        // The marks of a made-up id, of the eighth version: one's own way.
        BinaryPrimitives.WriteUInt16BigEndian(hash.AsSpan(6), (ushort)((BinaryPrimitives.ReadUInt16BigEndian(hash.AsSpan(6)) & 0x0FFF) | 0x8000));
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new(hash.AsSpan(0, 16), bigEndian: true);
    }
}

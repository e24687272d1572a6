using System.Text;
using NasOrleans.Simulators.Ups.Faults;

namespace NasOrleans.Simulators.Ups.Wire;

/// <summary>What is written in place of an answer, and what becomes of the connection then.</summary>
internal sealed record Spoilt(ReadOnlyMemory<byte> Bytes, bool Closes = false, bool FallsSilent = false);

/// <summary>Answers that are broken on purpose.</summary>
internal static class Sabotage
{
    private static readonly byte[] Long = Encoding.ASCII.GetBytes(new string('x', 64 * 1024) + "\n");
    private static readonly byte[] Garbage = [0xff, 0xfe, 0x00, 0x80, 0xc3, 0x28, 0x07, 0x1b, (byte)'\n'];

    /// <summary>Null when the answer goes out as it is.</summary>
    public static Spoilt? Of(Answer answer, ServerFaults faults)
    {
        if (!faults.Any || answer.Lines == 0) return null;
        if (faults.Has(ServerFault.LongLines)) return new Spoilt(Long);
        if (faults.Has(ServerFault.GarbageBytes)) return new Spoilt(Garbage);
        if (faults.Has(ServerFault.HalfLines)) return new Spoilt(answer[0][..(answer[0].Length / 2)], FallsSilent: true);
        if (faults.Has(ServerFault.DropsMidAnswer)) return new Spoilt(answer.All[..(answer.All.Length / 2)], Closes: true);
        if (faults.Has(ServerFault.EndWithoutBegin) && answer.Lines > 1) return new Spoilt(answer.All[answer[0].Length..]);
        return faults.Has(ServerFault.WrongEcho) ? new Spoilt(WrongEcho(answer)) : null;
    }

    /// <summary>VAR ups1 ups.status "OL" becomes VAR someone-else ups.status "OL".</summary>
    private static byte[] WrongEcho(Answer answer)
    {
        var lines = Encoding.Latin1.GetString(answer.All.Span).Split('\n');
        for (var at = 0; at < lines.Length; at++)
        {
            var words = lines[at].Split(' ');
            var name = words[0] is "BEGIN" or "END" ? 3 : 1;
            if (words.Length <= name || words[0] is "OK" or "ERR" or "Network") continue;
            words[name] = "someone-else";
            lines[at] = string.Join(' ', words);
        }
        return Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }
}

using NasOrleans.Power.Sources;

namespace NasOrleans.Protocols.PowerProbe;

/// <summary>
/// What the ping program found, by its exit code (0: answered, 1: nothing came, others: it could not ask) and by its words:
/// <code>ping: socktype: SOCK_RAW / ping: socket: Operation not permitted / ping: connect: Network is unreachable</code>
/// </summary>
internal static class PingProgramRules
{
    private static readonly string[] WithoutRight = ["not permitted", "permission denied", "are you root", "missing cap_net_raw", "lacking privilege"];
    private static readonly string[] WithoutWay = ["unreachable", "no route to host"];

    public static ContactFault NoProgram(string target) => new()
    {
        Kind = ContactFaultKind.NoReader,
        Message = $"{target} cannot be pinged: this process may not send echo requests itself, and this machine has no ping program. Install it, or give the process CAP_NET_RAW.",
    };

    public static ContactFault? Judge(string target, int exitCode, bool inTime, string words)
    {
        if (inTime && exitCode == 0) return null;
        if (Says(words, WithoutRight)) return Of(ContactFaultKind.NoReader, $"{target} cannot be pinged: neither this process nor the ping program has the right to send echo requests. Give one of them CAP_NET_RAW.");
        if (Says(words, WithoutWay)) return Of(ContactFaultKind.Unreachable, $"{target} cannot be reached.");
        return !inTime || exitCode == 1
            ? Of(ContactFaultKind.Timeout, $"{target} did not answer in time.")
            : Of(ContactFaultKind.Protocol, $"{target} could not be pinged: {words.Trim()}");
    }

    private static bool Says(string words, string[] any) => any.Any(one => words.Contains(one, StringComparison.OrdinalIgnoreCase));

    private static ContactFault Of(ContactFaultKind kind, string message) => new() { Kind = kind, Message = message };
}

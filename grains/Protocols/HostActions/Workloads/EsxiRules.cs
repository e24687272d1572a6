using System.Collections.Immutable;
using NasOrleans.Protocols.HostActions.Shells;

namespace NasOrleans.Protocols.HostActions.Workloads;

/// <summary>What vim-cmd of ESXi writes.</summary>
internal static class EsxiRules
{
    private const string End = "=end";

    /// <summary>Those that run; one question for all, because each connection to such a host takes a second.</summary>
    public const string ListRunning =
        "all=$(vim-cmd vmsvc/getallvms) || exit 1; echo \"$all\" | while read -r id rest; do case $id in \"\"|*[!0-9]*) continue;; esac; "
        + "vim-cmd vmsvc/power.getstate $id </dev/null | grep -q \"Powered on\" && echo \"$id $rest\"; done; echo " + End;

    /// <summary>
    /// Names may hold blanks; the file begins with the data store in brackets. Null when the answer did not come whole:
    /// <code>12     Mail server   [datastore1] mail/mail.vmx   debian12_64Guest   vmx-19</code>
    /// </summary>
    public static ImmutableArray<Workload>? Read(string output)
    {
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines is [.., End] ? [.. lines[..^1].Select(Guest).OfType<Workload>()] : null;
    }

    public static ActResult ShutDown(CommandEnd end, Workload guest) =>
        ActRules.Judge(end, $"The guest '{guest.Name}' was asked to shut down.", $"The guest '{guest.Name}' was off already.", "Powered off");

    public static ActResult PowerOff(CommandEnd end, Workload guest) =>
        ActRules.Judge(end, $"The guest '{guest.Name}' was switched off.", $"The guest '{guest.Name}' was off already.", "Powered off");

    private static Workload? Guest(string line)
    {
        var words = line.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length < 2 || !words[0].All(char.IsAsciiDigit)) return null;
        var file = words[1].IndexOf('[', StringComparison.Ordinal);
        return new(words[0], (file > 0 ? words[1][..file] : words[1]).Trim());
    }
}

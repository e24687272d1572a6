using System.Globalization;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Protocols.Ssh;

/// <summary>
/// What any Unix says of itself, asked in one go. Each answer stands under its heading, and one that a host does not have is empty:
/// <code>=boot
/// 0b7e1d32-…
/// =uptime
/// 351735.47 234388.90</code>
/// </summary>
internal static class HostFacts
{
    private const string End = "=end";

    /// <summary>Within single quotes, so that it does not matter which shell the user has.</summary>
    public const string Command = "sh -c 'exec 2>/dev/null; "
        + "echo =boot; cat /proc/sys/kernel/random/boot_id || sysctl -n kern.boot_id; "
        + "echo =uptime; cat /proc/uptime; echo =boottime; sysctl -n kern.boottime; "
        + "echo =name; uname -n; echo =kernel; uname -sr; echo =cores; getconf _NPROCESSORS_ONLN; "
        + "echo =memory; cat /proc/meminfo; echo =physmem; sysctl -n hw.physmem; echo =load; cat /proc/loadavg; "
        + "echo =os; cat /etc/os-release; echo =synology; cat /etc.defaults/VERSION; "
        + "echo =host; cat /etc/machine-id; echo =state; systemctl is-system-running; echo " + End + "'";

    public const string Presence = "sh -c 'exec 2>/dev/null; echo =boot; cat /proc/sys/kernel/random/boot_id || sysctl -n kern.boot_id; "
        + "echo =state; systemctl is-system-running; echo " + End + "'";

    /// <summary>Null when the answer did not come whole.</summary>
    public static SystemFacts? Parse(string answer, DateTimeOffset at)
    {
        var parts = Parts(answer);
        if (!parts.ContainsKey(End)) return null;
        var memory = Lines(parts, "=memory").Select(line => line.Split(':', 2)).Where(pair => pair.Length == 2).ToLookup(pair => pair[0], pair => pair[1]);
        var uptime = Number(First(parts, "=uptime")) ?? Since(First(parts, "=boottime"), at);
        return new()
        {
            HostName = First(parts, "=name"),
            Version = Value(parts, "=os", "PRETTY_NAME") ?? (Value(parts, "=synology", "productversion") is { } version ? "DSM " + version : First(parts, "=kernel")),
            Cores = (int?)Number(First(parts, "=cores")),
            MemoryBytes = Kibibytes(memory["MemTotal"]) ?? (long?)Number(First(parts, "=physmem")),
            MemoryAvailableBytes = Kibibytes(memory["MemAvailable"]),
            HostId = None(First(parts, "=host")),
            BootId = None(First(parts, "=boot")),
            BootedAt = at - (uptime is { } seconds ? TimeSpan.FromSeconds(seconds) : null),
            UptimeSeconds = uptime,
            Load1 = Number(First(parts, "=load")),
            State = First(parts, "=state") == "stopping" ? NasState.ShuttingDown : NasState.Ready,
        };
    }

    private static Dictionary<string, List<string>> Parts(string answer)
    {
        var parts = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var lines = new List<string>();
        foreach (var line in answer.Split('\n', StringSplitOptions.TrimEntries))
        {
            if (line.StartsWith('=')) parts[line] = lines = [];
            else if (line.Length > 0) lines.Add(line);
        }

        return parts;
    }

    private static List<string> Lines(Dictionary<string, List<string>> parts, string name) => parts.GetValueOrDefault(name) ?? [];

    private static string First(Dictionary<string, List<string>> parts, string name) => Lines(parts, name).FirstOrDefault() ?? "";

    private static string? Value(Dictionary<string, List<string>> parts, string name, string key) =>
        Lines(parts, name).FirstOrDefault(line => line.StartsWith(key + "=", StringComparison.Ordinal))?[(key.Length + 1)..].Trim('"');

    private static string? None(string text) => text.Length == 0 ? null : text;

    private static double? Number(string text) =>
        double.TryParse(text.Split(' ')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) && number is >= 0 and < 1e15 ? number : null;

    private static long? Kibibytes(IEnumerable<string> written) => Number((written.FirstOrDefault() ?? "").Trim()) is { } number ? (long)number * 1024 : null;

    // FreeBSD: { sec = 1700000000, usec = 123456 } Tue Nov 14 22:13:20 2023
    private static double? Since(string booted, DateTimeOffset at)
    {
        var words = booted.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        var second = Array.IndexOf(words, "sec") + 2;
        return second >= 2 && second < words.Length && Number(words[second]) is { } seconds ? Math.Max(0, at.ToUnixTimeSeconds() - seconds) : null;
    }
}

using NasOrleans.History;
using NasOrleans.Silo.Configuration;

namespace NasOrleans.Silo.Hosting;

/// <summary>Whether a process whose storage cannot be used comes up all the same, for what it protects.</summary>
internal static class ProtectionRules
{
    /// <summary>
    /// Only where somebody relies on this process: a verb says what is wrong and ends, a silo has others beside it, and what another
    /// process holds that process protects.
    /// </summary>
    public static bool MustProtect(StorageFault fault, ProcessRole role, IEnumerable<string> keys) =>
        role is ProcessRole.All && fault is not StorageFault.InUse && keys.Any(IsPower);

    /// <summary>What the configuration wants to have protected, though it may never have been written down.</summary>
    public static IEnumerable<string> Keys(PowerFile power) =>
        [.. power.Sources.Select(source => GrainKeys.PowerSourceKey(TenantId.Main, source.Id)), .. power.Groups.Select(group => GrainKeys.PowerGroupKey(TenantId.Main, group.Id))];

    /// <summary>Whether a key is that of a power source or group.</summary>
    public static bool IsPower(string key) => Noun(key) is "ups" or "group";

    public static string Noun(string key)
    {
        var (slash, colon) = (key.IndexOf('/', StringComparison.Ordinal), key.IndexOf(':', StringComparison.Ordinal));
        return slash > 0 && colon > slash ? key[(slash + 1)..colon] : "";
    }

    /// <summary>Answered by what needs no storage, or only the journal.</summary>
    public static bool IsServed(string path) =>
        IsAt(path, "/health") || IsAt(path, "/metrics") || IsAt(path, "/api/v1/power");

    private static bool IsAt(string path, string root) =>
        path.StartsWith(root, StringComparison.OrdinalIgnoreCase) && (path.Length == root.Length || path[root.Length] == '/');
}

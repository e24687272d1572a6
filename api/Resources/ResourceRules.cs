using System.Security.Cryptography;
using System.Text;
using NasOrleans.Drives;
using NasOrleans.Systems;

namespace NasOrleans.Api.Resources;

/// <summary>What the resources of a system are and how each stands. Nothing in a system stands better than the system itself.</summary>
internal static class ResourceRules
{
    private const int Digits = 16;

    // Words of ZFS for a pool that serves nothing any more.
    private static readonly string[] Lost = ["FAULTED", "UNAVAIL", "OFFLINE", "REMOVED", "SUSPENDED"];

    public static Resource[] Of(SystemSnapshot system)
    {
        var parts = system.Essence.Parts;
        var pools = parts.Where(part => part.Kind == PartKind.Pool).Select(part => part.Name).ToHashSet(StringComparer.Ordinal);
        var twins = system.Essence.Drives.Select(drive => drive.Id).OfType<DriveId>().CountBy(id => id).Where(count => count.Value > 1).Select(count => count.Key).ToHashSet();
        var children = parts.Select(part => OfPart(system, part, pools)).Concat(system.Essence.Drives.Select(drive => OfDrive(system, drive, pools, twins))).ToArray();
        var counts = children.CountBy(child => child.ParentId!).ToDictionary(StringComparer.Ordinal);
        return [.. children.Prepend(OfSystem(system)).Select(resource => resource with { ChildCount = counts.GetValueOrDefault(resource.Id) })];
    }

    public static ResourceStatus StatusOf(SystemStatus status) => status switch
    {
        SystemStatus.Online => ResourceStatus.Online,
        SystemStatus.Stale => ResourceStatus.Warning,
        SystemStatus.Offline => ResourceStatus.Offline,
        _ => ResourceStatus.Unknown,
    };

    public static ResourceStatus StatusOf(SystemSnapshot system, Part part) =>
        system.Status != SystemStatus.Online ? StatusOf(system.Status)
        // A dataset is no better than the pool that holds it.
        : PoolOf(system, part) is { Good: false } pool ? StatusOf(system, pool)
        : part.Good ? ResourceStatus.Online
        : part.Kind is PartKind.Pool or PartKind.Dataset ? (Lost.Contains(part.State, StringComparer.OrdinalIgnoreCase) ? ResourceStatus.Offline : ResourceStatus.Warning)
        : IsStopped(part.State) ? ResourceStatus.Offline
        : ResourceStatus.Warning;

    // A drive of which nobody can read the health is not a bad one.
    public static ResourceStatus StatusOf(SystemSnapshot system, DriveSummary drive) =>
        system.Status != SystemStatus.Online ? StatusOf(system.Status)
        : drive.Health == SmartHealth.Failed ? ResourceStatus.Warning
        : ResourceStatus.Online;

    /// <summary>The pool that holds a dataset; null for all else.</summary>
    public static Part? PoolOf(SystemSnapshot system, Part part) =>
        part.Kind != PartKind.Dataset ? null : system.Essence.Parts.FirstOrDefault(other => other.Kind == PartKind.Pool && other.Name == part.Parent);

    /// <summary>The system that a resource's id names it part of.</summary>
    public static SystemId? SystemOf(string id) =>
        SystemId.TryParse(id.Split(':')[0], out var system) ? system : null;

    // Names of datasets have slashes, which no path takes: their hash stands for them.
    public static string IdOf(SystemId system, string kind, string id) =>
        $"{system}:{kind}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..Digits]}";

    private static Resource OfSystem(SystemSnapshot system) => new()
    {
        Id = system.Id.Value,
        Type = ResourceTypes.System,
        Name = system.Name,
        Status = StatusOf(system.Status),
        System = system,
    };

    private static Resource OfPart(SystemSnapshot system, Part part, HashSet<string> pools) => new()
    {
        Id = IdOf(system.Id, Word(part.Kind), part.Id),
        Type = ResourceTypes.Of(part.Kind),
        Name = part.Name,
        Status = StatusOf(system, part),
        System = system,
        ParentId = part.Kind == PartKind.Dataset ? ParentOf(system, part.Parent, pools) : system.Id.Value,
        Tags = [Word(part.Kind)],
        Part = part,
    };

    private static Resource OfDrive(SystemSnapshot system, DriveSummary drive, HashSet<string> pools, HashSet<DriveId> twins) => new()
    {
        Id = IdOf(system.Id, "disk", NumberOf(drive, twins)),
        Type = ResourceTypes.Disk,
        Name = drive.Device.Length > 0 ? drive.Device : drive.Serial,
        Status = StatusOf(system, drive),
        System = system,
        ParentId = ParentOf(system, drive.Pool, pools),
        Tags = [.. new[] { Word(drive.Medium), Word(drive.Bus) }.Where(word => word != "unknown")],
        Drive = drive,
    };

    // Of several drives that show one number only their devices tell which is which.
    private static string NumberOf(DriveSummary drive, HashSet<DriveId> twins) =>
        drive.Id is not { } id ? "device:" + drive.Device : twins.Contains(id) ? $"{id.Value}:{drive.Device}" : id.Value;

    // The id of a pool is made of its guid, which only the pool's own part has.
    private static string ParentOf(SystemSnapshot system, string? pool, HashSet<string> pools) =>
        pool is not null && pools.Contains(pool)
            ? IdOf(system.Id, Word(PartKind.Pool), system.Essence.Parts.First(part => part.Kind == PartKind.Pool && part.Name == pool).Id)
            : system.Id.Value;

    private static bool IsStopped(string state) =>
        state.Contains("STOP", StringComparison.OrdinalIgnoreCase) || state.Equals("DOWN", StringComparison.OrdinalIgnoreCase) || state.Equals("INACTIVE", StringComparison.OrdinalIgnoreCase);

    private static string Word<TEnum>(TEnum value) where TEnum : struct, Enum => value.ToString().ToLowerInvariant();
}

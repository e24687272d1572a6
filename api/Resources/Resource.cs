using NasOrleans.Systems;

namespace NasOrleans.Api.Resources;

/// <summary>A thing in the list of everything: a system, or something in one. Only what can be told of all of them at once.</summary>
internal sealed record Resource
{
    public required string Id { get; init; }

    public required string Type { get; init; }

    public required string Name { get; init; }

    public required ResourceStatus Status { get; init; }

    public required SystemSnapshot System { get; init; }

    public string? ParentId { get; init; }

    public int ChildCount { get; init; }

    public string[] Tags { get; init; } = [];

    public Part? Part { get; init; }

    public DriveSummary? Drive { get; init; }

    public bool IsSystem => Part is null && Drive is null;

    public bool HasSource(string name) => System.Sources.Any(source => string.Equals(source.Name, name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>How a resource stands, in words that other tools share.</summary>
internal enum ResourceStatus
{
    Online,
    Warning,
    Offline,
    Unknown,
}

/// <summary>What a resource is, in words that other tools share.</summary>
internal static class ResourceTypes
{
    public const string System = "agent";
    public const string Storage = "storage";
    public const string Disk = "physical_disk";
    public const string App = "app-container";
    public const string Machine = "vm";
    public const string Container = "system-container";

    public static readonly string[] All = [System, Storage, Disk, App, Machine, Container];

    public static string Of(PartKind kind) => kind switch
    {
        PartKind.Pool or PartKind.Dataset => Storage,
        PartKind.App => App,
        PartKind.Machine => Machine,
        _ => Container,
    };
}

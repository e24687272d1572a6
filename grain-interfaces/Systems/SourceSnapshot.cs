using Orleans;

namespace NasOrleans.Systems;

/// <summary>How one source of news about a system stands.</summary>
[GenerateSerializer, Alias("nas.source-status")]
public enum SourceStatus
{
    Unknown,
    Online,
    Stale,
    Offline,

    /// <summary>Its connection was deleted some time ago.</summary>
    Removed,
}

/// <summary>Who tells of a system, and when it last did.</summary>
[GenerateSerializer, Immutable, Alias("nas.source-snapshot")]
public sealed record SourceSnapshot
{
    /// <summary>The polled NAS itself.</summary>
    public const string TrueNas = "truenas";

    /// <summary>A NAS that is reached by SSH alone.</summary>
    public const string Ssh = "ssh";

    /// <summary>Whoever reports in over a webhook.</summary>
    public const string Push = "push";

    [Id(0)] public required string Name { get; init; }

    [Id(1)] public SourceStatus Status { get; init; }

    [Id(2)] public DateTimeOffset? LastSeen { get; init; }

    [Id(3)] public string? Error { get; init; }
}

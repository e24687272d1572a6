using Orleans;

namespace NasOrleans.Alerts;

[GenerateSerializer, Alias("nas.alert-severity")]
public enum AlertSeverity
{
    Info,
    Warning,
    Critical,
}

/// <summary>Something that needs attention. The key names the condition, not the occurrence, so that it is raised once.</summary>
[GenerateSerializer, Immutable, Alias("nas.alert")]
public sealed record Alert
{
    [Id(0)] public required string Key { get; init; }

    [Id(1)] public AlertSeverity Severity { get; init; }

    [Id(2)] public required string Message { get; init; }

    [Id(3)] public DateTimeOffset RaisedAt { get; init; }

    [Id(4)] public DateTimeOffset ChangedAt { get; init; }

    [Id(5)] public DateTimeOffset? ClearedAt { get; init; }

    [Id(6)] public string? AcknowledgedBy { get; init; }

    [Id(7)] public DateTimeOffset? AcknowledgedAt { get; init; }
}

/// <summary>A condition as the one who sees it reports it.</summary>
[GenerateSerializer, Immutable, Alias("nas.alert-report")]
public sealed record AlertReport
{
    [Id(0)] public required string Key { get; init; }

    [Id(1)] public AlertSeverity Severity { get; init; }

    [Id(2)] public required string Message { get; init; }
}

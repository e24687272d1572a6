namespace NasOrleans.Systems;

/// <summary>What is kept of one source of news about a system.</summary>
internal sealed record SourceState
{
    public required string Name { get; init; }

    public SourceStatus Status { get; init; }

    public DateTimeOffset? LastSeen { get; init; }

    public string? Error { get; init; }

    public SourceSnapshot Snapshot() => new() { Name = Name, Status = Status, LastSeen = LastSeen, Error = Error };
}

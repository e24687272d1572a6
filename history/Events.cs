namespace NasOrleans.History;

/// <summary>Something that happened to a thing, for people and charts to look back on.</summary>
public sealed record HistoryEvent
{
    public long Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Tenant { get; init; }

    /// <summary>What it happened to, as <c>noun:id</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>A stable name such as <c>system.status</c>.</summary>
    public required string Kind { get; init; }

    public required string Text { get; init; }

    /// <summary>Details as JSON.</summary>
    public string? Data { get; init; }
}

/// <summary>Which events; the newest come first, <see cref="Before"/> pages on.</summary>
public sealed record EventQuery
{
    public required string Tenant { get; init; }

    public string? Subject { get; init; }

    public string? Kind { get; init; }

    /// <summary>Kinds that begin so, such as <c>power.</c></summary>
    public string? KindPrefix { get; init; }

    /// <summary>At this moment or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this moment.</summary>
    public DateTimeOffset? To { get; init; }

    public long? Before { get; init; }

    public int Limit { get; init; } = 100;
}

public interface IEventLog
{
    /// <summary>Hands the event over and returns at once. When the store cannot keep up it is dropped, counted and logged.</summary>
    void Post(HistoryEvent happened);

    Task<IReadOnlyList<HistoryEvent>> ReadAsync(EventQuery query, CancellationToken cancellationToken);
}

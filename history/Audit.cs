namespace NasOrleans.History;

/// <summary>One change: who, from where, what, before and after. Entries are only ever added.</summary>
public sealed record AuditEntry
{
    public long Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Tenant { get; init; }

    /// <summary>A user, <c>key:id</c>, or <c>local</c> for a command on the machine itself.</summary>
    public required string Actor { get; init; }

    /// <summary>The address the request came from.</summary>
    public required string Source { get; init; }

    /// <summary>A stable name such as <c>system.add</c>.</summary>
    public required string Action { get; init; }

    /// <summary>What was changed, as <c>noun:id</c>.</summary>
    public required string Target { get; init; }

    public required string Outcome { get; init; }

    /// <summary>JSON, without secrets.</summary>
    public string? Before { get; init; }

    /// <summary>JSON, without secrets.</summary>
    public string? After { get; init; }

    public string? CorrelationId { get; init; }
}

/// <summary>Which entries; the newest come first, <see cref="Before"/> pages on.</summary>
public sealed record AuditQuery
{
    public required string Tenant { get; init; }

    public string? Target { get; init; }

    public string? Actor { get; init; }

    public long? Before { get; init; }

    public int Limit { get; init; } = 100;
}

public interface IAuditLog
{
    /// <summary>Returns when the entry is on disk.</summary>
    Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken);

    Task<IReadOnlyList<AuditEntry>> ReadAsync(AuditQuery query, CancellationToken cancellationToken);
}

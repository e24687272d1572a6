using NasOrleans.History;

namespace NasOrleans.Tests.Api.Hosting;

/// <summary>A history in memory, whose audit a test can make fail.</summary>
public sealed class MemoryHistory : IAuditLog, IEventLog
{
    private readonly Lock _lock = new();
    private readonly List<AuditEntry> _audit = [];
    private readonly List<HistoryEvent> _events = [];

    public Exception? AuditFailure { get; set; }

    public IReadOnlyList<AuditEntry> Audit
    {
        get { lock (_lock) return [.. _audit]; }
    }

    public Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        if (AuditFailure is { } failure) throw failure;
        lock (_lock) _audit.Add(entry with { Id = _audit.Count + 1 });
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<AuditEntry>> ReadAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<AuditEntry>>([.. _audit.AsEnumerable().Reverse()
                .Where(entry => (query.Before is null || entry.Id < query.Before) && (query.Target ?? entry.Target) == entry.Target && (query.Actor ?? entry.Actor) == entry.Actor)
                .Take(query.Limit)]);
        }
    }

    public void Post(HistoryEvent happened)
    {
        lock (_lock) _events.Add(happened with { Id = _events.Count + 1 });
    }

    public Task<IReadOnlyList<HistoryEvent>> ReadAsync(EventQuery query, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<HistoryEvent>>([.. _events.AsEnumerable().Reverse()
                .Where(entry => (query.Before is null || entry.Id < query.Before) && (query.Subject ?? entry.Subject) == entry.Subject)
                .Take(query.Limit)]);
        }
    }
}

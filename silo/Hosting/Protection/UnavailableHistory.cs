using NasOrleans.History;

namespace NasOrleans.Silo.Hosting;

/// <summary>History that is off: what is posted is gone, and whoever waits for it is told so. The log has said it loudly.</summary>
internal sealed class UnavailableHistory(ProtectionOnly only) : IAuditLog, IEventLog, IMetricStore, IMetricLog
{
    public void Post(HistoryEvent happened)
    {
    }

    public void Post(string tenant, string subject, IReadOnlyList<MetricPoint> points)
    {
    }

    public Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken) => Task.FromException(Fault());

    public Task AppendAsync(string tenant, string subject, IReadOnlyList<MetricPoint> points, CancellationToken cancellationToken) => Task.FromException(Fault());

    public Task<IReadOnlyList<AuditEntry>> ReadAsync(AuditQuery query, CancellationToken cancellationToken) => Task.FromException<IReadOnlyList<AuditEntry>>(Fault());

    public Task<IReadOnlyList<HistoryEvent>> ReadAsync(EventQuery query, CancellationToken cancellationToken) => Task.FromException<IReadOnlyList<HistoryEvent>>(Fault());

    public Task<IReadOnlyList<MetricPoint>> ReadAsync(MetricQuery query, CancellationToken cancellationToken) => Task.FromException<IReadOnlyList<MetricPoint>>(Fault());

    private StorageException Fault() => new(StorageFault.Unavailable, only.Cause.Message, only.Cause);
}

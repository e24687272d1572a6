using System.Collections.Concurrent;
using NasOrleans.History;

namespace NasOrleans.Tests.Grains;

internal sealed class RecordingMetricLog : IMetricLog
{
    private readonly ConcurrentQueue<(string Subject, MetricPoint Point)> _posted = new();

    public IEnumerable<MetricPoint> Of(string subject) => _posted.Where(posted => posted.Subject == subject).Select(posted => posted.Point);

    public void Post(string tenant, string subject, IReadOnlyList<MetricPoint> points)
    {
        foreach (var point in points) _posted.Enqueue((subject, point));
    }
}

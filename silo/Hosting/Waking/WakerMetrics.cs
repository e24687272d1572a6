using System.Diagnostics.Metrics;
using NasOrleans.Fleet;
using NasOrleans.Silo.Telemetry;

namespace NasOrleans.Silo.Hosting;

internal sealed class WakerMetrics
{
    private readonly Counter<long> _failures = Instrumentation.Meter.CreateCounter<long>(
        "nas.waker.failures", description: "Rosters that did not answer a round of the waker");

    private readonly Histogram<double> _duration = Instrumentation.Meter.CreateHistogram<double>(
        "nas.waker.round.duration", "s", "Time that a round over all rosters took");

    private long _members;
    private long _awake;

    public WakerMetrics()
    {
        Instrumentation.Meter.CreateObservableGauge("nas.roster.members", () => Volatile.Read(ref _members), description: "Grains that must be awake");
        Instrumentation.Meter.CreateObservableGauge("nas.roster.awake", () => Volatile.Read(ref _awake), description: "Grains on the rosters that answered");
    }

    public void Round(TimeSpan duration, IReadOnlyCollection<RosterReport?> reports)
    {
        _duration.Record(duration.TotalSeconds);
        _failures.Add(reports.Count(report => report is null));
        Volatile.Write(ref _members, reports.Sum(report => report?.Members ?? 0));
        Volatile.Write(ref _awake, reports.Sum(report => report?.Awake ?? 0));
    }
}

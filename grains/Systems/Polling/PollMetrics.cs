using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Systems.Polling;

/// <summary>
/// How the polls of this process go, as metrics: under our own names, and under those that existing alert rules and dashboards ask
/// for. Everything but the durations is computed when it is scraped, so that a poller that died shows as ever staler.
/// </summary>
public sealed class PollMetrics : IDisposable
{
    private const string Known = "pulse_monitor_poll_";
    private const string Own = "nas.poll.";

    private static readonly InstrumentAdvice<double> Bounds = new() { HistogramBucketBoundaries = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 20, 30] };

    private readonly ConcurrentDictionary<(TenantId, SystemId), PollRecord> _records = new();
    private readonly Meter _meter;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _durationOfAll;

    public PollMetrics(TimeProvider time)
    {
        _meter = new("NasOrleans");
        _duration = _meter.CreateHistogram(Known + "duration_seconds", null, "Time that a poll of one system took", advice: Bounds);
        _durationOfAll = _meter.CreateHistogram(Own + "duration", "s", "Time that polls took, all systems together", advice: Bounds);
        Total(Known + "total");
        Total("nas.poll");
        Errors(Known + "errors_total");
        Errors(Own + "errors");
        Staleness(Known + "staleness_seconds", time);
        Staleness(Own + "staleness_seconds", time);
        LastSuccess(Known + "last_success_timestamp");
        LastSuccess(Own + "last_success_timestamp");
        Failures(Known + "consecutive_failures");
        Failures(Own + "consecutive_failures");
    }

    /// <summary>Who is to be told of tags whose series tell of nothing any more.</summary>
    public Action<KeyValuePair<string, object?>[]>? OnForgotten { get; set; }

    internal void Watch(TenantId tenant, SystemId system, string source, PollHealth health) =>
        _records.GetOrAdd((tenant, system), _ => new(Tags(tenant, system, source))).Set(health);

    internal void Polled(TenantId tenant, SystemId system, SystemReport report, PollHealth health)
    {
        if (!_records.TryGetValue((tenant, system), out var record)) return;
        record.Count(report.Fault);
        record.Set(health);
        _duration.Record(report.Duration.TotalSeconds, record.Tags);
        _durationOfAll.Record(report.Duration.TotalSeconds, record.Tags[0]);
    }

    internal void Forget(TenantId tenant, SystemId system)
    {
        if (_records.TryRemove((tenant, system), out var record)) OnForgotten?.Invoke(record.Tags);
    }

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?>[] Tags(TenantId tenant, SystemId system, string source) => tenant == TenantId.Main
        ? [new("instance_type", source), new("instance", system.Value)]
        : [new("instance_type", source), new("instance", system.Value), new("tenant", tenant.Value)];

    private void Total(string name) =>
        _meter.CreateObservableCounter(name, () => _records.Values.SelectMany(record => record.Total()), description: "Polls, by result");

    private void Errors(string name) =>
        _meter.CreateObservableCounter(name, () => _records.Values.SelectMany(record => record.Errors()), description: "Polls that failed, by kind of error");

    private void Staleness(string name, TimeProvider time) => _meter.CreateObservableGauge(
        name, () => { var now = time.GetUtcNow(); return _records.Values.Select(record => record.Staleness(now)); }, description: "Seconds since the last poll that succeeded, -1 when none ever did");

    private void LastSuccess(string name) => _meter.CreateObservableGauge(
        name, () => _records.Values.Where(record => record.HasSucceeded).Select(record => record.LastSuccess()), description: "Moment of the last poll that succeeded, in Unix time");

    private void Failures(string name) =>
        _meter.CreateObservableGauge(name, () => _records.Values.Select(record => record.Failures()), description: "Polls that failed since the last one that succeeded");
}

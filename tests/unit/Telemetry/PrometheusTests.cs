using System.Diagnostics.Metrics;
using NasOrleans.Silo.Telemetry;

namespace NasOrleans.Tests.Unit.Telemetry;

[Collection("Meter")]
public sealed class PrometheusTests : IDisposable
{
    private readonly Meter _meter = new(Instrumentation.Name);
    private readonly PrometheusCollector _collector = new(seriesLimit: 10);

    public void Dispose()
    {
        _collector.Dispose();
        _meter.Dispose();
    }

    [Theory]
    [InlineData("http.server.request.duration", "s", MetricKind.Histogram, "http_server_request_duration_seconds")]
    [InlineData("nas.grain.calls", "{call}", MetricKind.Counter, "nas_grain_calls_total")]
    [InlineData("process.cpu", "s", MetricKind.Counter, "process_cpu_seconds_total")]
    [InlineData("heap", "By", MetricKind.Gauge, "heap_bytes")]
    [InlineData("heap_bytes", "By", MetricKind.Gauge, "heap_bytes")]
    [InlineData("latency", "ms", MetricKind.Histogram, "latency_seconds")]
    [InlineData("memory", "MB", MetricKind.Gauge, "memory_bytes")]
    [InlineData("timer.count", null, MetricKind.Gauge, "timer")]
    [InlineData("orleans-app.requests", null, MetricKind.Counter, "orleans_app_requests_total")]
    [InlineData("2nd", null, MetricKind.Gauge, "_2nd")]
    public void Name_OfInstrument_IsAPrometheusOne(string instrument, string? unit, object kind, string name) =>
        Assert.Equal(name, MetricName.Of(instrument, unit, (MetricKind)kind));

    [Fact]
    public void Scrape_Counter_SumsBySeries()
    {
        var counter = _meter.CreateCounter<long>("t.calls", "{call}", "Calls\nso far \\o/");
        counter.Add(2, new KeyValuePair<string, object?>("to", "a"));
        counter.Add(3, new KeyValuePair<string, object?>("to", "a"));
        counter.Add(1, new KeyValuePair<string, object?>("to", "b"));
        Assert.Equal(["# HELP t_calls_total Calls\\nso far \\\\o/", "# TYPE t_calls_total counter", "t_calls_total{to=\"a\"} 5", "t_calls_total{to=\"b\"} 1"], Lines("t_calls"));
    }

    [Fact]
    public void Scrape_LabelWithSpecialCharacters_Escaped()
    {
        _meter.CreateCounter<int>("t.labels").Add(1, new("a.b", "x\"y\\z\n"), new("a_b", "second"), new("flag", true), new("none", null));
        Assert.Contains("t_labels_total{a_b=\"x\\\"y\\\\z\\n\",flag=\"true\",none=\"\"} 1", Lines("t_labels"));
    }

    [Fact]
    public void Scrape_OfOtherUnits_IsInSecondsAndBytes()
    {
        var latency = _meter.CreateHistogram("t.latency", "ms", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [100] });
        latency.Record(50);
        _meter.CreateCounter<long>("t.memory", "MB").Add(2);

        Assert.Contains("t_latency_seconds_bucket{le=\"0.1\"} 1", Lines("t_latency"));
        Assert.Contains("t_latency_seconds_sum 0.05", Lines("t_latency"));
        Assert.Contains("t_memory_bytes_total 2097152", Lines("t_memory"));
    }

    [Fact]
    public void Scrape_Histogram_CumulativeBucketsSumAndCount()
    {
        var histogram = _meter.CreateHistogram("t.time", "s", "Time", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2] });
        foreach (var value in new[] { 0.5, 1, 1.5, 7 }) histogram.Record(value, new KeyValuePair<string, object?>("le", "mine"));
        Assert.Equal(
            [
                "# HELP t_time_seconds Time", "# TYPE t_time_seconds histogram",
                "t_time_seconds_bucket{exported_le=\"mine\",le=\"1\"} 2", "t_time_seconds_bucket{exported_le=\"mine\",le=\"2\"} 3",
                "t_time_seconds_bucket{exported_le=\"mine\",le=\"+Inf\"} 4", "t_time_seconds_sum{exported_le=\"mine\"} 10", "t_time_seconds_count{exported_le=\"mine\"} 4",
            ],
            Lines("t_time"));
    }

    [Fact]
    public void Scrape_UpDownCounterAndGauge_SumAndLatest()
    {
        var open = _meter.CreateUpDownCounter<int>("t.open");
        open.Add(3);
        open.Add(-1);
        var level = _meter.CreateGauge<double>("t.level");
        level.Record(1);
        level.Record(double.PositiveInfinity);
        Assert.Contains("t_open 2", Lines("t_open"));
        Assert.Contains("t_level +Inf", Lines("t_level"));
    }

    [Fact]
    public void Scrape_ObservedSeriesThatIsGone_NoLongerShown()
    {
        var names = new List<string> { "a", "b" };
        _meter.CreateObservableGauge("t.seen", () => names.Select(name => new Measurement<int>(1, new KeyValuePair<string, object?>("n", name))));
        Assert.Equal(4, Lines("t_seen").Length);
        names.Remove("a");
        Assert.Equal(["t_seen{n=\"b\"} 1"], Lines("t_seen").Where(line => line[0] != '#'));
    }

    [Fact]
    public void Scrape_MoreSeriesThanTheLimit_DroppedAndCounted()
    {
        var counter = _meter.CreateCounter<int>("t.many");
        for (var i = 0; i < 15; i++) counter.Add(1, new KeyValuePair<string, object?>("i", i));
        Assert.Equal(10, Lines("t_many").Count(line => line[0] != '#'));
        Assert.Contains("nas_metrics_dropped_total 5", Lines("nas_metrics_dropped"));
    }

    [Fact]
    public void Scrape_ForeignMeter_NotListenedTo()
    {
        using var foreign = new Meter("Somebody.Else");
        foreign.CreateCounter<int>("t.foreign").Add(1);
        Assert.Empty(Lines("t_foreign"));
    }

    [Fact]
    public async Task Record_FromManyThreads_NothingLost()
    {
        var counter = _meter.CreateCounter<double>("t.busy");
        await Parallel.ForAsync(0, 4, (_, _) =>
        {
            for (var i = 0; i < 10_000; i++) counter.Add(1);
            return ValueTask.CompletedTask;
        });
        Assert.Contains("t_busy_total 40000", Lines("t_busy"));
    }

    private string[] Lines(string name) =>
        [.. _collector.Scrape().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.Replace("# HELP ", "").Replace("# TYPE ", "").StartsWith(name, StringComparison.Ordinal))];
}

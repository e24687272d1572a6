using NasOrleans.Silo.Configuration;
using NasOrleans.Silo.Telemetry;
using NasOrleans.Systems;
using NasOrleans.Systems.Connections;
using NasOrleans.Systems.Polling;

namespace NasOrleans.Tests.Unit.Telemetry;

// Not beside other tests of the one meter: each collector of this process hears every instrument.
[Collection("Meter")]
public sealed class PollMetricsTests : IDisposable
{
    private static readonly TenantId Tenant = new("poll-metrics");
    private const string Labels = "instance_type=\"truenas\",instance=\"nas-1\",tenant=\"poll-metrics\"";

    private readonly ManualTimeProvider _time = new();
    private readonly PrometheusCollector _collector = new(new TelemetryOptions().SeriesLimit);
    private readonly PollMetrics _metrics;

    public PollMetricsTests()
    {
        _metrics = new PollMetrics(_time) { OnForgotten = _collector.Forget };
    }

    public void Dispose()
    {
        _metrics.Dispose();
        _collector.Dispose();
    }

    [Fact]
    public void Scrape_ShowsTheNamesThatDashboardsAskFor()
    {
        Watch();
        Poll(null, 0.3);
        Poll(LinkError.Permission, 12);
        _time.Advance(TimeSpan.FromSeconds(90));

        AssertShown($"pulse_monitor_poll_total{{{Labels},result=\"success\"}} 1");
        AssertShown($"pulse_monitor_poll_total{{{Labels},result=\"error\"}} 1");
        AssertShown($"pulse_monitor_poll_errors_total{{{Labels},error_type=\"auth\"}} 1");
        AssertShown($"pulse_monitor_poll_errors_total{{{Labels},error_type=\"timeout\"}} 0");
        AssertShown($"pulse_monitor_poll_staleness_seconds{{{Labels}}} 90");
        AssertShown($"pulse_monitor_poll_last_success_timestamp{{{Labels}}} 1767225600");
        AssertShown($"pulse_monitor_poll_consecutive_failures{{{Labels}}} 1");
        AssertShown($"pulse_monitor_poll_duration_seconds_bucket{{{Labels},le=\"10\"}} 1");
        AssertShown($"pulse_monitor_poll_duration_seconds_count{{{Labels}}} 2");
        AssertShown($"nas_poll_total{{{Labels},result=\"success\"}} 1");
        AssertShown($"nas_poll_staleness_seconds{{{Labels}}} 90");
    }

    [Theory]
    [InlineData(LinkError.Auth, "auth")]
    [InlineData(LinkError.Permission, "auth")]
    [InlineData(LinkError.Timeout, "timeout")]
    [InlineData(LinkError.Connection, "connection")]
    [InlineData(LinkError.Tls, "connection")]
    [InlineData(LinkError.Protocol, "api")]
    [InlineData(LinkError.Busy, "api")]
    [InlineData(LinkError.Unsupported, "api")]
    [InlineData(LinkError.Validation, "api")]
    public void Errors_AreCountedUnderTheWordsThatAlertRulesKnow(LinkError error, string type)
    {
        Watch();

        Poll(error, 1);

        AssertShown($"pulse_monitor_poll_errors_total{{{Labels},error_type=\"{type}\"}} 1");
    }

    [Fact]
    public void Staleness_BeforeTheFirstSuccess_IsMinusOne()
    {
        Watch();

        AssertShown($"pulse_monitor_poll_staleness_seconds{{{Labels}}} -1");
        Assert.DoesNotContain($"last_success_timestamp{{{Labels}}}", _collector.Scrape(), StringComparison.Ordinal);
    }

    [Fact]
    public void Forget_LeavesNothingOfTheConnection()
    {
        Watch();
        Poll(null, 1);
        Assert.Contains(Labels, _collector.Scrape(), StringComparison.Ordinal);

        _metrics.Forget(Tenant, new("nas-1"));

        Assert.DoesNotContain(Labels, _collector.Scrape(), StringComparison.Ordinal);
    }

    [Fact]
    public void Scrape_OfFiveThousandSystems_DropsNone()
    {
        for (var i = 0; i < 5000; i++)
        {
            _metrics.Watch(Tenant, new($"nas-{i}"), SourceSnapshot.TrueNas, new());
            _metrics.Polled(Tenant, new($"nas-{i}"), new() { Source = SourceSnapshot.TrueNas, Duration = TimeSpan.FromSeconds(1) }, new() { LastSuccess = _time.GetUtcNow() });
        }

        var text = _collector.Scrape();

        Assert.Contains("nas_metrics_dropped_total 0\n", text, StringComparison.Ordinal);
        Assert.Equal(5000, text.Split("pulse_monitor_poll_duration_seconds_count{").Length - 1);
    }

    private void Watch() => _metrics.Watch(Tenant, new("nas-1"), SourceSnapshot.TrueNas, new());

    private PollHealth _health = new();

    private void Poll(LinkError? error, double seconds)
    {
        var fault = error is { } kind ? new LinkFault { Error = kind, Stage = LinkStage.Read, Message = "" } : null;
        _health = fault is null ? _health with { LastSuccess = _time.GetUtcNow(), Failures = 0 } : _health with { Failures = _health.Failures + 1 };
        _metrics.Polled(Tenant, new("nas-1"), new() { Source = SourceSnapshot.TrueNas, Fault = fault, Duration = TimeSpan.FromSeconds(seconds) }, _health);
    }

    private void AssertShown(string line) => Assert.Contains(line + "\n", _collector.Scrape(), StringComparison.Ordinal);
}

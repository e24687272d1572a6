using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace NasOrleans.Silo.Configuration;

internal sealed class TelemetryOptions
{
    [Description("Serve metrics as Prometheus text on /metrics, to the role viewer.")]
    public bool Prometheus { get; set; } = true;

    [Description("Addresses or networks that read /metrics without a key, such as 10.0.0.0/8.")]
    public string[] PrometheusAllow { get; set; } = [];

    [Description("Most label combinations of one metric; what is beyond them is counted, not kept.")]
    [Range(10, 1_000_000)]
    public int SeriesLimit { get; set; } = 50_000;

    [Description("Sending metrics and traces to an OpenTelemetry collector, when an endpoint is given.")]
    public OtlpOptions Otlp { get; set; } = new();
}

internal sealed class OtlpOptions
{
    [Description("Address of the collector, such as http://collector:4317.")]
    public Uri? Endpoint { get; set; }

    [Description("Protocol of the collector.")]
    public OtlpProtocol Protocol { get; set; } = OtlpProtocol.Grpc;

    [Description("Headers for the collector as name=value, comma separated.")]
    [DataType(DataType.Password)]
    public string? Headers { get; set; }

    [Description("How often metrics are sent.")]
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(30);

    [Description("Share of traces that are kept.")]
    [Range(0.0, 1.0)]
    public double TraceRatio { get; set; } = 1.0;
}

internal enum OtlpProtocol
{
    Grpc,
    Http,
}

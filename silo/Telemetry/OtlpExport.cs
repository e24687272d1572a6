using NasOrleans.Silo.Configuration;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace NasOrleans.Silo.Telemetry;

/// <summary>Metrics and traces to a collector, from the start of the host to its end.</summary>
internal sealed class OtlpExport(OtlpOptions options, string role) : IHostedService, IDisposable
{
    private MeterProvider? _metrics;
    private TracerProvider? _traces;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var resource = ResourceBuilder.CreateDefault()
            .AddService("nasorleans", serviceVersion: Instrumentation.Version, serviceInstanceId: $"{Environment.MachineName}:{Environment.ProcessId}")
            .AddAttributes([new("nasorleans.role", role)]);
        _metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(Instrumentation.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.Orleans", "System.Runtime")
            .AddOtlpExporter((export, reader) =>
            {
                Configure(export, "v1/metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)options.Interval.TotalMilliseconds;
            })
            .Build();
        _traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.TraceRatio)))
            .AddSource(Instrumentation.Name, "Microsoft.AspNetCore", "Microsoft.Orleans.Application", "Microsoft.Orleans.Runtime")
            .AddOtlpExporter(export => Configure(export, "v1/traces"))
            .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _metrics?.Dispose();
        _traces?.Dispose();
        (_metrics, _traces) = (null, null);
    }

    private void Configure(OtlpExporterOptions export, string signal)
    {
        var http = options.Protocol is OtlpProtocol.Http;
        export.Protocol = http ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        // An endpoint set in code is taken as it is, so the path of the signal is ours to add.
        export.Endpoint = http ? new Uri($"{options.Endpoint!.ToString().TrimEnd('/')}/{signal}") : options.Endpoint!;
        if (options.Headers is { } headers) export.Headers = headers;
    }
}

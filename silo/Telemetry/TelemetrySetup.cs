using NasOrleans.Silo.Configuration;
using NasOrleans.Silo.Hosting;

namespace NasOrleans.Silo.Telemetry;

internal static class TelemetrySetup
{
    public static void AddTelemetry(this IServiceCollection services, NasSettings settings)
    {
        var role = Setting.CamelCase(settings.Role.ToString());
        var telemetry = settings.Telemetry;
        if (telemetry.Prometheus) services.AddSingleton(Collect(telemetry.SeriesLimit, role));
        if (telemetry.Otlp.Endpoint is not null) services.AddSingleton<IHostedService>(_ => new OtlpExport(telemetry.Otlp, role));
    }

    private static PrometheusCollector Collect(int seriesLimit, string role)
    {
        ProcessMetrics.Register();
        Instrumentation.Meter.CreateObservableGauge(
            "nas.build_info",
            () => new System.Diagnostics.Metrics.Measurement<long>(1, new("version", Instrumentation.Version), new("runtime", ActorRuntime.Name), new("role", role)),
            description: "What runs here");
        return new PrometheusCollector(seriesLimit);
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace NasOrleans.History.Engines;

internal static class MetricQueueServices
{
    public static IServiceCollection AddMetricQueue(this IServiceCollection services)
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<MetricQueue>();
        services.AddSingleton<IMetricLog>(provider => provider.GetRequiredService<MetricQueue>());
        return services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<MetricQueue>());
    }
}

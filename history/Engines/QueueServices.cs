using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace NasOrleans.History.Engines;

internal static class QueueServices
{
    public static IServiceCollection AddHistoryQueues(this IServiceCollection services, Func<IServiceProvider, int> eventCapacity)
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddQueue<MetricQueue, IMetricLog>(provider => ActivatorUtilities.CreateInstance<MetricQueue>(provider))
            .AddQueue<EventQueue, IEventLog>(provider => ActivatorUtilities.CreateInstance<EventQueue>(provider, eventCapacity(provider)));
    }

    private static IServiceCollection AddQueue<TQueue, TLog>(this IServiceCollection services, Func<IServiceProvider, TQueue> make)
        where TQueue : class, TLog, IHostedService
        where TLog : class
    {
        services.AddSingleton(make);
        services.AddSingleton<TLog>(provider => provider.GetRequiredService<TQueue>());
        return services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<TQueue>());
    }
}

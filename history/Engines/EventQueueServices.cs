using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace NasOrleans.History.Engines;

internal static class EventQueueServices
{
    public static IServiceCollection AddEventQueue(this IServiceCollection services, Func<IServiceProvider, int> capacity)
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new EventQueue(
            provider.GetRequiredService<IEventStore>(),
            capacity(provider),
            provider.GetRequiredService<IMeterFactory>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<EventQueue>>()));
        services.AddSingleton<IEventLog>(provider => provider.GetRequiredService<EventQueue>());
        return services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<EventQueue>());
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NasOrleans.Protocols;
using NasOrleans.Protocols.TrueNas;
using NasOrleans.Systems;
using NasOrleans.Systems.Polling;

namespace NasOrleans;

public static class GrainServices
{
    /// <summary>What the grains ask of the container beside storage, history and the actor runtime.</summary>
    public static IServiceCollection AddGrainServices(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<SystemOptions>();
        services.AddOptions<PollingOptions>();
        services.TryAddSingleton<INasFactory>(provider => new TrueNasFactory(provider.GetRequiredService<TimeProvider>(), provider.GetService<ISmartShell>()));
        services.TryAddSingleton<OpeningGate>();
        services.TryAddSingleton<PollerFactory>();
        services.TryAddSingleton<PollMetrics>();
        return services;
    }
}

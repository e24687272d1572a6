using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NasOrleans.Solo.Activations;
using NasOrleans.Solo.Hosting;

namespace Orleans.Hosting;

public static class SoloServiceCollectionExtensions
{
    /// <summary>Hosts the grain classes of these assemblies in this process. Register it before the services that call grains.</summary>
    public static IServiceCollection AddSolo(this IServiceCollection services, Action<SoloOptions>? configure, params Assembly[] grainAssemblies)
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<SoloOptions>()
            .Configure(options => configure?.Invoke(options))
            .Validate(options => options.MaxMailboxLength > 0, $"{nameof(SoloOptions.MaxMailboxLength)} must be above 0.")
            .Validate(options => options.CollectionQuantum > TimeSpan.Zero, $"{nameof(SoloOptions.CollectionQuantum)} must be above 0.")
            .Validate(options => options.ResponseTimeout > TimeSpan.Zero, $"{nameof(SoloOptions.ResponseTimeout)} must be above 0.")
            .ValidateOnStart();
        services.AddSingleton(new GrainClasses(grainAssemblies));
        services.AddSingleton<SoloMetrics>();
        services.AddSingleton<SoloRuntime>();
        services.AddHostedService(provider => provider.GetRequiredService<SoloRuntime>());
        services.AddSingleton(provider => provider.GetRequiredService<SoloRuntime>().Factory);
        services.AddSingleton(provider => (IClusterClient)provider.GetRequiredService<IGrainFactory>());
        return services;
    }
}

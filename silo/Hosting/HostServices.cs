using Microsoft.Extensions.DependencyInjection.Extensions;
using NasOrleans.Silo.Configuration;

namespace NasOrleans.Silo.Hosting;

internal static class HostServices
{
    public static void AddSettings(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<ServerOptions>(configuration.GetSection("server"));
        services.Configure<WakerOptions>(configuration.GetSection("waker"));
        services.Configure<TelemetryOptions>(configuration.GetSection("telemetry"));
    }

    public static void AddHostBasics(this IServiceCollection services, NasSettings settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddRouting();
        services.AddAuthorization();
        services.Configure<HostOptions>(options => options.ShutdownTimeout = settings.Server.StopTimeout);
        services.AddSingleton(provider => new Readiness(
            provider.GetRequiredService<IHostApplicationLifetime>(), provider.GetRequiredService<TimeProvider>(), settings.Server.DrainTime));
        services.AddHostedService(provider => provider.GetRequiredService<Readiness>());
    }
}

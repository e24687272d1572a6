using Microsoft.Extensions.DependencyInjection.Extensions;
using NasOrleans.Notify;
using NasOrleans.Silo.Configuration;
using NasOrleans.Systems;
using NasOrleans.Systems.Polling;
using Orleans;

namespace NasOrleans.Silo.Hosting;

internal static class HostServices
{
    public static void AddSettings(this IServiceCollection services, IConfiguration configuration, NasSettings settings)
    {
        services.Configure<WakerOptions>(configuration.GetSection("waker"));
        services.Configure<TelemetryOptions>(configuration.GetSection("telemetry"));
        services.Configure<SystemOptions>(configuration.GetSection(SystemOptions.Section));
        services.Configure<PollingOptions>(configuration.GetSection(PollingOptions.Section));
        services.Configure<PollingOptions>(options => options.Enabled = settings.EnableTruenas);
        services.Configure<NotifyOptions>(options =>
        {
            (options.Discord, options.Webhook) = (new(settings.Notify.Discord), new(settings.Notify.Webhook));
            options.Name = settings.Notify.Name ?? options.Name;
        });
    }

    public static void AddHostBasics(this IServiceCollection services, NasSettings settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddRouting();
        services.Configure<HostOptions>(options => options.ShutdownTimeout = settings.Server.StopTimeout);
        services.AddSingleton(provider => new Readiness(
            provider.GetRequiredService<IHostApplicationLifetime>(), provider.GetRequiredService<TimeProvider>(),
            settings.Server.DrainTime, provider.GetRequiredService<ILogger<Readiness>>()));
        services.AddHostedService(provider => provider.GetRequiredService<Readiness>());
    }

    /// <summary>What goes on by itself for as long as the process stands; a verb's short life has no use for it.</summary>
    public static void AddStanding(this IServiceCollection services, LoadedSettings loaded)
    {
        var settings = loaded.Settings;
        if (settings.Role is not ProcessRole.Api) services.AddSingleton<WakerMetrics>().AddHostedService<Waker>().AddLifeNotices();
        if (settings.Role is ProcessRole.Silo) return;
        services.AddSingleton(provider => new FirstStart(
            provider.GetRequiredService<IGrainFactory>(), settings.AdminPassword, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<FirstStart>>()));
        services.AddHostedService(provider => provider.GetRequiredService<FirstStart>());
        if (settings.Truenas.Host is not null)
        {
            services.AddHostedService(provider => new ConnectionImport(
                provider.GetRequiredService<IGrainFactory>(), settings.Truenas, ConnectionImport.OriginOf(loaded), settings.Polling.Interval,
                provider.GetRequiredService<ILogger<ConnectionImport>>()));
        }
    }

    /// <summary>What the configuration says of power: offered to the grains where nothing else may be up, too.</summary>
    public static void AddPower(this IServiceCollection services, LoadedSettings loaded, HostMode mode)
    {
        services.AddSingleton(loaded.Power.Installation);
        if (mode is HostMode.Headless || loaded.Settings.Role is ProcessRole.Silo || loaded.Power is { Sources.IsEmpty: true, Groups.IsEmpty: true }) return;
        services.AddHostedService(provider => new PowerStart(
            loaded.Power, provider.GetRequiredService<IGrainFactory>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<PowerStart>>(), provider.GetService<ProtectionOnly>()));
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NasOrleans.Notify;
using NasOrleans.Power;
using NasOrleans.Power.Runs.Targets;
using NasOrleans.Protocols;
using NasOrleans.Protocols.Nut;
using NasOrleans.Protocols.PowerProbe;
using NasOrleans.Protocols.Ssh;
using NasOrleans.Protocols.Ssh.Smart;
using NasOrleans.Protocols.TrueNas;
using NasOrleans.Systems;
using NasOrleans.Systems.Polling;

namespace NasOrleans;

public static class GrainServices
{
    /// <summary>People are told when the service starts and stops.</summary>
    public static IServiceCollection AddLifeNotices(this IServiceCollection services) => services.AddHostedService<LifeNotices>();

    /// <summary>What the grains ask of the container beside storage, history and the actor runtime.</summary>
    public static IServiceCollection AddGrainServices(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<SystemOptions>();
        services.AddOptions<PollingOptions>();
        services.TryAddSingleton<SshClient>();
        services.TryAddSingleton<Smartctl>();
        services.TryAddSingleton<ISmartShell, SmartShell>();
        services.TryAddSingleton<WakeOnLan>();
        services.TryAddSingleton<TrueNasFactory>();
        services.TryAddSingleton<SshNasFactory>();
        services.TryAddSingleton<INasFactory, NasFactory>();
        services.TryAddSingleton<OpeningGate>();
        services.TryAddSingleton<PollerFactory>();
        services.TryAddSingleton<PollMetrics>();
        services.TryAddSingleton<INutFactory, NutFactory>();
        services.TryAddSingleton<IPowerProbe, PowerProbe>();
        services.TryAddSingleton(HostBoot.OfThisHost());
        services.AddOptions<NotifyOptions>();
        services.TryAddSingleton<INotices, WebhookNotices>();
        services.TryAddSingleton<PowerTeller>();
        return services.AddStepTargets();
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NasOrleans.Power.Runs.Targets.Devices;
using NasOrleans.Power.Runs.Targets.Hosts;
using NasOrleans.Power.Runs.Targets.Nas;
using NasOrleans.Power.Runs.Targets.Needs;
using NasOrleans.Power.Runs.Targets.Workloads;
using NasOrleans.Protocols.HostActions;
using NasOrleans.Protocols.HostActions.Children;
using NasOrleans.Protocols.Ipmi;

namespace NasOrleans.Power.Runs.Targets;

internal static class TargetServices
{
    public static IServiceCollection AddStepTargets(this IServiceCollection services)
    {
        services.TryAddSingleton(new Installation());
        services.TryAddSingleton(ProgramPath.Ours);
        services.TryAddSingleton<HostActionsFactory>();
        services.TryAddSingleton<IpmiTool>();
        services.TryAddSingleton<StepHosts>();
        services.TryAddSingleton<NeedsLook>();
        services.TryAddSingleton<DarkWatch>();
        services.TryAddSingleton<WorkloadDesk>();
        services.TryAddSingleton<Lifelines>();
        services.TryAddSingleton<LifelineKeeper>();
        services.TryAddSingleton<LifelineDesk>();
        services.TryAddSingleton<IStepTargets, StepTargets>();
        services.TryAddEnumerable([
            ServiceDescriptor.Singleton<IStepTarget, VirtualMachinesTarget>(),
            ServiceDescriptor.Singleton<IStepTarget, GuestsTarget>(),
            ServiceDescriptor.Singleton<IStepTarget, ContainersTarget>(),
            ServiceDescriptor.Singleton<IStepTarget, SyncTarget>(),
            ServiceDescriptor.Singleton<IStepTarget, UnmountTarget>(),
            ServiceDescriptor.Singleton<IStepTarget, TrueNasTarget>(),
            ServiceDescriptor.Singleton<IStepTarget, HostTarget>(),
            ServiceDescriptor.Singleton<IStepTarget, CommandTarget>(),
            ServiceDescriptor.Singleton<IStepTarget, LocalHostOffTarget>(),
            ServiceDescriptor.Singleton<IStepTarget, UpsOffTarget>(),
            ServiceDescriptor.Singleton<IStepTarget, WakeTarget>(),
            ServiceDescriptor.Singleton<IStepTarget, IpmiTarget>(),
        ]);
        return services;
    }
}

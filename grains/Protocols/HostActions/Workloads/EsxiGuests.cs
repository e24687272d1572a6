using System.Collections.Immutable;
using NasOrleans.Protocols.HostActions.Shells;

namespace NasOrleans.Protocols.HostActions.Workloads;

/// <summary>Virtual machines of ESXi.</summary>
internal sealed class EsxiGuests(IHostShell shell) : IWorkloads
{
    public async Task<Asked<ImmutableArray<Workload>>> ListRunningAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        var said = ActRules.Said(await shell.RunAsync(HostCommand.Of("sh", "-c", EsxiRules.ListRunning), limit, cancellationToken));
        if (!said.IsKnown) return Asked<ImmutableArray<Workload>>.Silent(said.Silence!);
        return EsxiRules.Read(said.Answer) is { } running ? Asked<ImmutableArray<Workload>>.Said(running) : Asked<ImmutableArray<Workload>>.Silent("The list of guests did not come whole.");
    }

    public async Task<ImmutableArray<ActResult>> StopAsync(ImmutableArray<Workload> which, TimeSpan patience, TimeSpan limit, CancellationToken cancellationToken)
    {
        var ends = await shell.RunAllAsync([.. which.Select(guest => HostCommand.Of("vim-cmd", "vmsvc/power.shutdown", guest.Id))], limit, cancellationToken);
        return [.. ends.Zip(which, EsxiRules.ShutDown)];
    }

    public async Task<ImmutableArray<ActResult>> ForceAsync(ImmutableArray<Workload> which, TimeSpan limit, CancellationToken cancellationToken)
    {
        var ends = await shell.RunAllAsync([.. which.Select(guest => HostCommand.Of("vim-cmd", "vmsvc/power.off", guest.Id))], limit, cancellationToken);
        return [.. ends.Zip(which, EsxiRules.PowerOff)];
    }
}

using System.Collections.Immutable;
using System.Globalization;
using NasOrleans.Protocols.HostActions.Shells;

namespace NasOrleans.Protocols.HostActions.Workloads;

/// <summary>Virtual machines and containers of Proxmox VE.</summary>
internal sealed class ProxmoxGuests(IHostShell shell) : IWorkloads
{
    // So long before our own limit the tool is to give up, so that it can say so.
    private static readonly TimeSpan Earlier = TimeSpan.FromSeconds(3);

    public async Task<Asked<ImmutableArray<Workload>>> ListRunningAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        var lists = await Task.WhenAll(
            shell.RunAsync(HostCommand.Of(ProxmoxRules.Machines, "list"), limit, cancellationToken),
            shell.RunAsync(HostCommand.Of(ProxmoxRules.Containers, "list"), limit, cancellationToken));
        var (machines, containers) = (ActRules.Said(lists[0]), ActRules.Said(lists[1]));
        return machines.IsKnown && containers.IsKnown
            ? Asked<ImmutableArray<Workload>>.Said([.. ProxmoxRules.ReadMachines(machines.Answer), .. ProxmoxRules.ReadContainers(containers.Answer)])
            : Asked<ImmutableArray<Workload>>.Silent(machines.Silence ?? containers.Silence!);
    }

    public async Task<ImmutableArray<ActResult>> StopAsync(ImmutableArray<Workload> which, TimeSpan patience, TimeSpan limit, CancellationToken cancellationToken)
    {
        var longest = limit - Earlier;
        var seconds = Math.Max(1, (int)(patience < longest ? patience : longest).TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var ends = await shell.RunAllAsync([.. which.Select(guest => HostCommand.Of(ToolOf(guest), "shutdown", guest.Id, "--timeout", seconds))], limit, cancellationToken);
        return [.. ends.Zip(which, ProxmoxRules.ShutDown)];
    }

    public async Task<ImmutableArray<ActResult>> ForceAsync(ImmutableArray<Workload> which, TimeSpan limit, CancellationToken cancellationToken)
    {
        var ends = await shell.RunAllAsync([.. which.Select(guest => HostCommand.Of(ToolOf(guest), "stop", guest.Id))], limit, cancellationToken);
        return [.. ends.Zip(which, ProxmoxRules.Stop)];
    }

    private static string ToolOf(Workload guest) => guest.Tool.Length > 0 ? guest.Tool : ProxmoxRules.Machines;
}

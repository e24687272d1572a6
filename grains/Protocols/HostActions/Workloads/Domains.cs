using System.Collections.Immutable;
using NasOrleans.Protocols.HostActions.Shells;

namespace NasOrleans.Protocols.HostActions.Workloads;

/// <summary>Virtual machines of libvirt, by virsh.</summary>
internal sealed class Domains(IHostShell shell, string uri) : IWorkloads
{
    private const int LongestList = 1024 * 1024;

    public async Task<Asked<ImmutableArray<Workload>>> ListRunningAsync(TimeSpan limit, CancellationToken cancellationToken) =>
        ActRules.Said(await shell.RunAsync(Virsh("list", "--uuid", "--name") with { Output = LongestList }, limit, cancellationToken)).Select(DomainRules.Read);

    public async Task<ImmutableArray<ActResult>> StopAsync(ImmutableArray<Workload> which, TimeSpan patience, TimeSpan limit, CancellationToken cancellationToken)
    {
        var ends = await shell.RunAllAsync([.. which.Select(domain => Virsh("shutdown", "--domain", domain.Id))], limit, cancellationToken);
        return [.. ends.Zip(which, DomainRules.ShutDown)];
    }

    public async Task<ImmutableArray<ActResult>> ForceAsync(ImmutableArray<Workload> which, TimeSpan limit, CancellationToken cancellationToken)
    {
        var ends = await shell.RunAllAsync([.. which.Select(domain => Virsh("destroy", "--domain", domain.Id))], limit, cancellationToken);
        return [.. ends.Zip(which, DomainRules.Destroy)];
    }

    private HostCommand Virsh(params ReadOnlySpan<string> words) => HostCommand.Of("virsh", ["-q", "-c", uri, .. words]);
}

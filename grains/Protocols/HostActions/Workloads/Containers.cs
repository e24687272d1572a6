using System.Collections.Immutable;
using System.Globalization;
using NasOrleans.Protocols.HostActions.Shells;

namespace NasOrleans.Protocols.HostActions.Workloads;

/// <summary>Containers of docker or podman, without the one that we run in.</summary>
internal sealed class Containers(IHostShell shell, string engine, string? own) : IWorkloads
{
    private const int LongestList = 4 * 1024 * 1024;

    public async Task<Asked<ImmutableArray<Workload>>> ListRunningAsync(TimeSpan limit, CancellationToken cancellationToken) =>
        (await ListAllAsync(limit, cancellationToken)).Select(all => all.Where(each => each.Id != own).Select(each => new Workload(each.Id, each.Name)).ToImmutableArray());

    public async Task<ImmutableArray<ActResult>> StopAsync(ImmutableArray<Workload> which, TimeSpan patience, TimeSpan limit, CancellationToken cancellationToken) =>
        await TellAsync(ContainerRules.Stop(engine, Seconds(patience)), which, limit, cancellationToken);

    public Task<ImmutableArray<ActResult>> ForceAsync(ImmutableArray<Workload> which, TimeSpan limit, CancellationToken cancellationToken) =>
        TellAsync(ContainerRules.Kill(engine), which, limit, cancellationToken);

    /// <summary>Ours too.</summary>
    public async Task<Asked<ImmutableArray<Container>>> ListAllAsync(TimeSpan limit, CancellationToken cancellationToken) =>
        ActRules.Said(await shell.RunAsync(ContainerRules.List(engine) with { Output = LongestList }, limit, cancellationToken)).Select(ContainerRules.Read);

    public static string Seconds(TimeSpan patience) => Math.Max(0, (int)Math.Ceiling(patience.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    private async Task<ImmutableArray<ActResult>> TellAsync(ImmutableArray<string> words, ImmutableArray<Workload> which, TimeSpan limit, CancellationToken cancellationToken)
    {
        var others = which.Where(each => each.Id != own).ToImmutableArray();
        // One for all: the engine stops them side by side.
        var end = others.IsEmpty ? null : await shell.RunAsync(HostCommand.Of(engine, [.. words, .. others.Select(each => each.Id)]), limit, cancellationToken);
        return [.. which.Select(each => each.Id == own ? new(ActEnd.Refused, "That is the container that we run in.") : ContainerRules.Stopped(end!, each))];
    }
}

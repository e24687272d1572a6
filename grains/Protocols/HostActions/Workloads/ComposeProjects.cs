using System.Collections.Immutable;
using NasOrleans.Protocols.HostActions.Shells;

namespace NasOrleans.Protocols.HostActions.Workloads;

/// <summary>Projects of compose, each known by its folder. Of the one that we run in, only the other containers are stopped.</summary>
internal sealed class ComposeProjects(IHostShell shell, string engine, ImmutableArray<string> compose, string? own, TimeProvider time) : IWorkloads
{
    private static readonly TimeSpan Listing = TimeSpan.FromSeconds(5);

    private readonly Containers _containers = new(shell, engine, own);

    public async Task<Asked<ImmutableArray<Workload>>> ListRunningAsync(TimeSpan limit, CancellationToken cancellationToken) =>
        (await _containers.ListAllAsync(limit, cancellationToken)).Select(all => all
            .Where(each => each.Project.Length > 0 && each.Id != own)
            .Select(each => each.Project).Distinct(StringComparer.Ordinal)
            .Select(folder => new Workload(folder, folder)).ToImmutableArray());

    /// <summary>One after the other, because the first may need the next.</summary>
    public async Task<ImmutableArray<ActResult>> StopAsync(ImmutableArray<Workload> which, TimeSpan patience, TimeSpan limit, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        TimeSpan Left() => limit - time.GetElapsedTime(started);
        var ours = own is null ? null : (await _containers.ListAllAsync(Shorter(Listing, limit), cancellationToken)).Select(all => all.FirstOrDefault(each => each.Id == own)?.Project);
        var results = ImmutableArray.CreateBuilder<ActResult>(which.Length);
        foreach (var project in which)
            results.Add(
                Left() <= TimeSpan.Zero ? new(ActEnd.NotSent, $"There was no time left for the project in {project.Id}.")
                : ours is { IsKnown: false } ? new(ActEnd.NotSent, $"Whether we run in the project in {project.Id} is not known: {ours.Silence}")
                : ours?.Answer == project.Id ? await StopOthersAsync(project, patience, Left(), cancellationToken)
                : ContainerRules.Down(
                    await shell.RunAsync(HostCommand.Of(compose[0], [.. compose[1..], "down", "-t", Containers.Seconds(patience)]) with { Folder = project.Id }, Left(), cancellationToken), project.Id));
        return results.MoveToImmutable();
    }

    public async Task<ImmutableArray<ActResult>> ForceAsync(ImmutableArray<Workload> which, TimeSpan limit, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var all = await _containers.ListAllAsync(Shorter(Listing, limit), cancellationToken);
        if (!all.IsKnown) return [.. which.Select(_ => new ActResult(ActEnd.NotSent, all.Silence!))];
        var folders = which.Select(project => project.Id).ToHashSet(StringComparer.Ordinal);
        var inside = all.Answer.Where(each => each.Id != own && folders.Contains(each.Project)).ToImmutableArray();
        var killed = await _containers.ForceAsync([.. inside.Select(each => new Workload(each.Id, each.Name))], Longer(limit - time.GetElapsedTime(started)), cancellationToken);
        return [.. which.Select(project => Worst(inside.Zip(killed).Where(each => each.First.Project == project.Id).Select(each => each.Second), $"The project in {project.Id} was ended."))];
    }

    private async Task<ActResult> StopOthersAsync(Workload project, TimeSpan patience, TimeSpan limit, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var all = await _containers.ListAllAsync(Shorter(Listing, limit), cancellationToken);
        if (!all.IsKnown) return new(ActEnd.NotSent, all.Silence!);
        var others = all.Answer.Where(each => each.Project == project.Id && each.Id != own).Select(each => new Workload(each.Id, each.Name)).ToImmutableArray();
        var results = await _containers.StopAsync(others, patience, Longer(limit - time.GetElapsedTime(started)), cancellationToken);
        return Worst(results, $"All of the project in {project.Id} has stopped but the container that we run in.");
    }

    private static ActResult Worst(IEnumerable<ActResult> results, string done) => results.FirstOrDefault(each => each.End != ActEnd.Done) ?? new(ActEnd.Done, done);

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Longer(TimeSpan left) => left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1);
}

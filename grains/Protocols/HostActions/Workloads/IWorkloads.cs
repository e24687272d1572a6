using System.Collections.Immutable;

namespace NasOrleans.Protocols.HostActions.Workloads;

/// <summary>A virtual machine, a container, or a project of containers.</summary>
/// <param name="Id">By what its engine knows it for certain.</param>
/// <param name="Name">By what people know it.</param>
/// <param name="Tool">The program that it is told by, where an engine has several.</param>
internal sealed record Workload(string Id, string Name, string Tool = "");

/// <summary>All that one engine of a host runs.</summary>
internal interface IWorkloads
{
    Task<Asked<ImmutableArray<Workload>>> ListRunningAsync(TimeSpan limit, CancellationToken cancellationToken);

    /// <summary>Asks them to end; one answer for each, in their order. Who waits for them to end does so for at most the limit.</summary>
    /// <param name="patience">What each gets to end by itself, where the engine is told.</param>
    Task<ImmutableArray<ActResult>> StopAsync(ImmutableArray<Workload> which, TimeSpan patience, TimeSpan limit, CancellationToken cancellationToken);

    /// <summary>Switches them off, whatever they do; one answer for each.</summary>
    Task<ImmutableArray<ActResult>> ForceAsync(ImmutableArray<Workload> which, TimeSpan limit, CancellationToken cancellationToken);
}

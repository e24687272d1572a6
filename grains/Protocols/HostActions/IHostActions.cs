using System.Collections.Immutable;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Protocols.HostActions.Workloads;

namespace NasOrleans.Protocols.HostActions;

/// <summary>
/// What can be done to a host when its power ends, and asked of it: our own, or one that is reached by SSH. Nothing is decided
/// here, nothing is tried again, and every call has answered by its limit, whatever the host does.
/// </summary>
internal interface IHostActions
{
    /// <summary>Virtual machines of libvirt.</summary>
    IWorkloads Domains(string uri);

    IWorkloads Guests(Hypervisor hypervisor);

    /// <summary>Containers, or whole projects of compose. The container that we run in is none of them.</summary>
    IWorkloads Containers(ContainerEngine engine);

    /// <summary>What is in memory goes to disk.</summary>
    Task<ActResult> SyncAsync(TimeSpan limit, CancellationToken cancellationToken);

    /// <param name="options">Such as <c>-f</c>, with blanks between.</param>
    Task<ActResult> UnmountAsync(string path, string options, bool lazy, TimeSpan limit, CancellationToken cancellationToken);

    Task<Asked<bool>> IsMountedAsync(string path, TimeSpan limit, CancellationToken cancellationToken);

    /// <summary>A command line that somebody configured, by a shell.</summary>
    Task<ActResult> RunAsync(string commandLine, TimeSpan limit, CancellationToken cancellationToken);

    /// <summary>The host goes off; by <c>shutdown -h now</c> when no command line is given.</summary>
    Task<ActResult> PowerOffAsync(string commandLine, TimeSpan limit, CancellationToken cancellationToken);

    /// <summary>Another one each time the host starts.</summary>
    Task<Asked<string>> BootIdAsync(TimeSpan limit, CancellationToken cancellationToken);

    /// <summary>Those of some programs that the host does not have.</summary>
    Task<Asked<ImmutableArray<string>>> MissingAsync(ImmutableArray<string> programs, TimeSpan limit, CancellationToken cancellationToken);
}

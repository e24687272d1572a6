using System.Collections.Immutable;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Protocols.HostActions.Files;
using NasOrleans.Protocols.HostActions.Shells;
using NasOrleans.Protocols.HostActions.Workloads;

namespace NasOrleans.Protocols.HostActions;

/// <summary>The acts on a host, by whatever shell reaches it.</summary>
internal sealed class HostActs(IHostShell shell, string? ownContainer, TimeProvider time) : IHostActions
{
    private readonly Mounts _mounts = new(shell, time);

    public IWorkloads Domains(string uri) => new Domains(shell, uri);

    public IWorkloads Guests(Hypervisor hypervisor) => hypervisor switch
    {
        Hypervisor.Proxmox => new ProxmoxGuests(shell),
        Hypervisor.Esxi => new EsxiGuests(shell),
        _ => throw new ArgumentOutOfRangeException(nameof(hypervisor), hypervisor, "There is no such hypervisor."),
    };

    public IWorkloads Containers(ContainerEngine engine) => engine switch
    {
        ContainerEngine.Docker => new Containers(shell, ContainerRules.Docker, ownContainer),
        ContainerEngine.Podman => new Containers(shell, ContainerRules.Podman, ownContainer),
        ContainerEngine.DockerCompose => new ComposeProjects(shell, ContainerRules.Docker, ["docker", "compose"], ownContainer, time),
        ContainerEngine.PodmanCompose => new ComposeProjects(shell, ContainerRules.Podman, ["podman-compose"], ownContainer, time),
        _ => throw new ArgumentOutOfRangeException(nameof(engine), engine, "There is no such engine."),
    };

    public async Task<ActResult> SyncAsync(TimeSpan limit, CancellationToken cancellationToken) =>
        ActRules.Judge(await shell.RunAsync(HostCommand.Of("sync"), limit, cancellationToken), "What was in memory is on disk.");

    public Task<ActResult> UnmountAsync(string path, string options, bool lazy, TimeSpan limit, CancellationToken cancellationToken) =>
        _mounts.UnmountAsync(path, options, lazy, limit, cancellationToken);

    public Task<Asked<bool>> IsMountedAsync(string path, TimeSpan limit, CancellationToken cancellationToken) => _mounts.IsMountedAsync(path, limit, cancellationToken);

    public async Task<ActResult> RunAsync(string commandLine, TimeSpan limit, CancellationToken cancellationToken) =>
        ActRules.Judge(await shell.RunAsync(HostCommand.OfLine(commandLine), limit, cancellationToken), "The command ended well.");

    public async Task<ActResult> PowerOffAsync(string commandLine, TimeSpan limit, CancellationToken cancellationToken) =>
        ActRules.PowerOff(await shell.RunAsync(commandLine.Length > 0 ? HostCommand.OfLine(commandLine) : HostCommand.Of("shutdown", "-h", "now"), limit, cancellationToken));

    public async Task<Asked<string>> BootIdAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        var said = ActRules.Said(await shell.RunAsync(HostCommand.Of("cat", "/proc/sys/kernel/random/boot_id"), limit, cancellationToken)).Select(text => text.Trim());
        return said is { IsKnown: true, Answer.Length: 0 } ? Asked<string>.Silent("The host does not tell its boot.") : said;
    }

    public Task<Asked<ImmutableArray<string>>> MissingAsync(ImmutableArray<string> programs, TimeSpan limit, CancellationToken cancellationToken) =>
        shell.MissingAsync(programs, limit, cancellationToken);
}

using NasOrleans.Power.Runs.Steps;
using NasOrleans.Protocols.HostActions;

namespace NasOrleans.Power.Runs.Targets.Hosts;

/// <summary>The hosts that steps work on, with what the installation gave for them.</summary>
internal sealed class StepHosts(HostActionsFactory actions, Installation installation)
{
    /// <summary>Where this process runs; of a container, what is in it.</summary>
    public IHostActions Ours => actions.Local();

    /// <summary>Our own host when none is named.</summary>
    public IHostActions Of(SshTarget? on) => (on ?? installation.Host) is { } host ? Over(host) : Ours;

    public IHostActions Over(SshTarget host) => actions.Over(Shell(host), installation.Sudo);

    public Protocols.Ssh.SshTarget Shell(SshTarget host) => new()
    {
        Host = host.Host,
        Port = host.Port,
        UserName = host.User,
        HostKey = host.HostKey,
        Key = installation.Keys.GetValueOrDefault(host.Key),
    };
}

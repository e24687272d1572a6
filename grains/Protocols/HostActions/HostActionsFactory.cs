using NasOrleans.Protocols.HostActions.Children;
using NasOrleans.Protocols.HostActions.Shells;
using NasOrleans.Protocols.HostActions.Workloads;
using NasOrleans.Protocols.Ssh;

namespace NasOrleans.Protocols.HostActions;

internal sealed class HostActionsFactory(SshClient ssh, TimeProvider time, ProgramPath? path = null)
{
    /// <summary>Our own host; of a container, only what is in it.</summary>
    public IHostActions Local() => new HostActs(new LocalShell(path ?? ProgramPath.Ours, time), OwnContainer.Id, time);

    /// <summary>A host by SSH; that of our own container too.</summary>
    /// <param name="sudo">Its programs are run by <c>sudo -n</c>; command lines are not touched.</param>
    public IHostActions Over(SshTarget target, bool sudo = false) => new HostActs(new SshShell(target, sudo, ssh), OwnContainer.Id, time);
}

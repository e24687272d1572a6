using System.Collections.Immutable;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Protocols.HostActions;
using NasOrleans.Protocols.HostActions.Children;
using NasOrleans.Secrets;

namespace NasOrleans.Protocols.Ipmi;

/// <summary>A management controller on the network, and who may tell it something.</summary>
internal sealed record IpmiController(string Host, string User, Secret Password);

/// <summary>Management controllers, by the program ipmitool. The password goes by the environment: a command line is there for all to read.</summary>
internal sealed class IpmiTool(ProgramPath path, TimeProvider time)
{
    public async Task<ActResult> TellAsync(IpmiController controller, IpmiOrder order, TimeSpan limit, CancellationToken cancellationToken) =>
        IpmiRules.Told(await RunAsync(controller, order == IpmiOrder.On ? "on" : "soft", limit, cancellationToken), controller.Host);

    public async Task<Asked<bool>> IsOnAsync(IpmiController controller, TimeSpan limit, CancellationToken cancellationToken) =>
        IpmiRules.IsOn(await RunAsync(controller, "status", limit, cancellationToken), controller.Host);

    private Task<ChildEnd> RunAsync(IpmiController controller, string word, TimeSpan limit, CancellationToken cancellationToken) => ChildProcess.RunAsync(
        new(IpmiRules.Program, ["-I", "lanplus", "-H", controller.Host, "-U", controller.User, "-E", "-N", "1", "-R", "3", "chassis", "power", word])
        {
            Path = path,
            Variables = ImmutableDictionary<string, string>.Empty.Add("IPMI_PASSWORD", controller.Password.Reveal()),
        },
        new(limit), time, cancellationToken);
}

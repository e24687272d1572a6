using NasOrleans.Protocols.HostActions;
using NasOrleans.Protocols.HostActions.Children;
using NasOrleans.Protocols.Ssh;

namespace NasOrleans.Protocols.Ipmi;

/// <summary>
/// What ipmitool writes:
/// <code>
/// Chassis Power is on
/// Chassis Power Control: Soft
/// Error: Unable to establish IPMI v2 / RMCP+ session
/// Set Chassis Power Control to Up/On failed: Insufficient privilege level
/// </code>
/// </summary>
internal static class IpmiRules
{
    public const string Program = "ipmitool";

    public static ActResult Told(ChildEnd end, string host) => end switch
    {
        { Fate: ChildFate.Missing } => new(ActEnd.NotSent, Missing),
        { Fate: ChildFate.Late or ChildFate.Stuck } => new(ActEnd.TimedOut, Late(host)),
        { Fate: ChildFate.Exited, ExitCode: 0 } => new(ActEnd.Done, $"The controller {host} took the order."),
        { Fate: ChildFate.Exited } when NoSession(end) => new(ActEnd.NotSent, Said(end)),
        { Fate: ChildFate.Exited } when end.Errors.Contains("failed:", StringComparison.OrdinalIgnoreCase) => new(ActEnd.Refused, Said(end)),
        _ => new(ActEnd.Unclear, Said(end)),
    };

    public static Asked<bool> IsOn(ChildEnd end, string host)
    {
        if (end.Fate == ChildFate.Missing) return Asked<bool>.Silent(Missing);
        if (end.Fate is ChildFate.Late or ChildFate.Stuck) return Asked<bool>.Silent(Late(host));
        if (end is { Fate: ChildFate.Exited, ExitCode: 0 } && end.Output.Contains("Power is on", StringComparison.OrdinalIgnoreCase)) return Asked<bool>.Said(true);
        if (end is { Fate: ChildFate.Exited, ExitCode: 0 } && end.Output.Contains("Power is off", StringComparison.OrdinalIgnoreCase)) return Asked<bool>.Said(false);
        return Asked<bool>.Silent(Said(end));
    }

    private const string Missing = "There is no program 'ipmitool' on this machine; install it to reach management controllers.";

    private static bool NoSession(ChildEnd end) =>
        end.Errors.Contains("Unable to establish", StringComparison.OrdinalIgnoreCase) || end.Errors.Contains("Could not open socket", StringComparison.OrdinalIgnoreCase)
        || end.Errors.Contains("Address lookup", StringComparison.OrdinalIgnoreCase) || end.Errors.Contains("invalid authentication", StringComparison.OrdinalIgnoreCase);

    private static string Late(string host) => $"The controller {host} did not answer in time.";

    private static string Said(ChildEnd end) => SshErrorRules.Words(end.Errors.Length > 0 ? end.Errors : end.Output);
}

using System.Collections.Immutable;
using NasOrleans.Power.Groups;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Power.Runs.Targets;
using NasOrleans.Power.Sources;
using NasOrleans.Secrets;

namespace NasOrleans.Silo.Configuration;

/// <summary>Whether the installation holds what the steps of a group name.</summary>
internal static class PowerNeeds
{
    public static IEnumerable<PowerProblem> Problems(PowerGroupConfig group, Installation installation) =>
    [
        .. group.Phases.SelectMany((phase, at) => phase.Steps.SelectMany((step, index) => OfStep($"phases[{at}].steps[{index}]", step, installation))),
        .. group.Loads.SelectMany((load, at) => load.PowerOn is { } on ? OfStep($"loads[{at}].powerOn", on, installation) : []),
    ];

    public static IEnumerable<PowerProblem> Problems(SshTarget on, ImmutableDictionary<string, Secret> keys)
    {
        if (Uri.CheckHostName(on.Host) == UriHostNameType.Unknown) yield return Of("host", "a host name or address");
        if (on.Port is < 1 or > 65535) yield return Of("port", "1 to 65535");
        if (on.HostKey.Length > 0 && !on.HostKey.StartsWith("SHA256:", StringComparison.Ordinal)) yield return Of("hostKey", "SHA256:… of the host key");
        if (!keys.ContainsKey(on.Key)) yield return Of("key", NoKey(on.Key));
    }

    private static IEnumerable<PowerProblem> OfStep(string field, StepConfig step, Installation installation)
    {
        var (kind, on) = step switch
        {
            { VirtualMachines.On: { } host } => ("virtualMachines", host),
            { Guests.On: { } host } => ("guests", host),
            { Containers.On: { } host } => ("containers", host),
            { Sync.On: { } host } => ("sync", host),
            { Unmount.On: { } host } => ("unmount", host),
            { Host.On: { } host } => ("host", host),
            _ => ("", null),
        };
        if (on is not null && !installation.Keys.ContainsKey(on.Key)) yield return Of($"{field}.{kind}.on.key", NoKey(on.Key));
        if (step.Ipmi is { } ipmi && !installation.Passwords.ContainsKey(ipmi.Password)) yield return Of($"{field}.ipmi.password", $"there is no password '{ipmi.Password}' under power.passwords");
    }

    private static string NoKey(string key) => $"there is no key '{key}' under power.keys";

    private static PowerProblem Of(string field, string message) => new() { Field = field, Message = message };
}

using NasOrleans.Power.Runs;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Power.Sources;

namespace NasOrleans.Power.Groups.Validation;

/// <summary>What is wrong with single steps.</summary>
internal static class StepConfigRules
{
    private static readonly TimeSpan MostTimeout = TimeSpan.FromMinutes(30);

    public static List<PowerProblem> Problems(PowerGroupConfig config, GroupWorld world)
    {
        var problems = new List<PowerProblem>();
        var steps = config.Phases
            .SelectMany((phase, at) => phase.Steps.Select((step, index) => (Step: step, Field: $"phases[{at}].steps[{index}]", PowerOn: false)))
            .Concat(config.Loads.Select((load, index) => (Step: load.PowerOn!, Field: $"loads[{index}].powerOn", PowerOn: true)).Where(each => each.Step is not null))
            .ToArray();
        foreach (var twice in GroupConfigRules.Twice(steps.Select(each => each.Step.Id)))
            problems.Add(GroupConfigRules.Of("phases", $"the step '{twice}' is there twice"));
        problems.AddRange(steps.SelectMany(each => OfStep(config, world, each.Step, each.Field, each.PowerOn)));
        return problems;
    }

    private static List<PowerProblem> OfStep(PowerGroupConfig config, GroupWorld world, StepConfig step, string field, bool powerOn)
    {
        var problems = new List<PowerProblem>();
        if (!GroupConfigRules.IsId(step.Id)) problems.Add(Of(field + ".id", "1 to 64 of a-z 0-9 . _ -, starting with a letter or digit"));
        var load = config.Loads.FirstOrDefault(each => each.Id == step.Load);
        if (load is null) problems.Add(Of(field + ".load", step.Load.Length == 0 ? "needed: the load that it belongs to" : $"there is no load '{step.Load}'"));
        if (Kinds(step) != 1)
        {
            problems.Add(Of(field, "exactly one kind of step"));
            return problems;
        }

        if (step.Timeout is { } timeout && GroupConfigRules.Outside(timeout, TimeSpan.FromSeconds(1), MostTimeout)) problems.Add(Of(field + ".timeout", "1 s to 30 min"));
        if (GroupConfigRules.Outside(step.WaitAtMost, TimeSpan.Zero, TimeSpan.FromMinutes(15))) problems.Add(Of(field + ".waitAtMost", "0 to 15 min"));
        if (StepRules.ForceAfter(step) is { } force && force >= StepRules.Timeout(step)) problems.Add(Of(field + ".timeout", "longer than what it takes until the hard way"));
        if (step.Confirmation is { } confirmation && !Fits(step, confirmation)) problems.Add(Of(field + ".confirmation", $"not '{confirmation}' for this kind"));
        if (!powerOn && step.UpsOff is not null) problems.Add(Of(field, "which UPS goes off is said under upsOff"));
        if (!powerOn && step is { Wake: not null } or { Ipmi.Order: IpmiOrder.On } && !powerOn) problems.Add(Of(field, "what brings a load back is said at the load"));
        if (step.LocalHostOff is not null && load is { Local: false }) problems.Add(Of(field + ".load", "the load that is the host we run on"));
        if (step.LocalHostOff is not null && !world.MayGoOff) problems.Add(Of(field, "our own host can be switched off only where everything runs on the one host that is protected"));
        problems.AddRange(OfKind(step, field, world));
        return problems;
    }

    private static List<PowerProblem> OfKind(StepConfig step, string field, GroupWorld world)
    {
        var problems = new List<PowerProblem>();
        if (On(step) is { } on)
        {
            if (Uri.CheckHostName(on.Host) == UriHostNameType.Unknown) problems.Add(Of(field + ".on.host", "a host name or address"));
            if (on.Port is < 1 or > 65535) problems.Add(Of(field + ".on.port", "1 to 65535"));
            if (!IsPlain(on.User)) problems.Add(Of(field + ".on.user", "a user name"));
            if (!GroupConfigRules.IsId(on.Key)) problems.Add(Of(field + ".on.key", "the name of a key"));
            if (!on.HostKey.StartsWith("SHA256:", StringComparison.Ordinal)) problems.Add(Of(field + ".on.hostKey", "SHA256:… of the host key"));
        }

        if (step.Unmount is { } unmount)
        {
            if (!unmount.Path.StartsWith('/') || unmount.Path.Length < 2 || unmount.Path.Any(char.IsControl)) problems.Add(Of(field + ".unmount.path", "an absolute path below the root"));
            if (unmount.Options.Split(' ', StringSplitOptions.RemoveEmptyEntries).Any(option => option.Length != 2 || !"lfrnvi".Contains(option[1], StringComparison.Ordinal) || option[0] != '-'))
                problems.Add(Of(field + ".unmount.options", "of -l -f -r -n -v -i"));
        }

        if (step.Host is { } host && host.Command.Trim().Length == 0) problems.Add(Of(field + ".host.command", "a command"));
        if (step.Containers is { } containers && GroupConfigRules.Outside(containers.StopTimeout, TimeSpan.Zero, TimeSpan.FromMinutes(10))) problems.Add(Of(field + ".containers.stopTimeout", "0 to 10 min"));
        var command = step.Command?.Name ?? step.LocalHostOff?.Command ?? "";
        if (step.Command is not null && !GroupConfigRules.IsId(command)) problems.Add(Of(field + ".command.name", "the name of a command in the configuration file"));
        else if (command.Length > 0 && world.Commands is { } commands && !commands.Contains(command)) problems.Add(Of(field + ".command.name", $"the configuration file names no command '{command}'"));
        if (step.Wake is { } wake && (wake.Macs.IsEmpty || !wake.Macs.All(IsMac))) problems.Add(Of(field + ".wake.macs", "MAC addresses, such as 02:00:00:00:00:01"));
        if (step.Ipmi is { } ipmi && (Uri.CheckHostName(ipmi.Host) == UriHostNameType.Unknown || !IsPlain(ipmi.User) || !GroupConfigRules.IsId(ipmi.Password))) problems.Add(Of(field + ".ipmi", "a host, a user and the name of a password"));
        return problems;
    }

    private static bool Fits(StepConfig step, StepConfirmation confirmation) => confirmation switch
    {
        StepConfirmation.None => true,
        StepConfirmation.Up => step.Wake is { Host.Length: > 0 } || step.Ipmi is { Order: IpmiOrder.On },
        StepConfirmation.Dark => step.TrueNas is not null || step.Host is not null || step.Ipmi is { Order: IpmiOrder.SoftOff },
        _ => StepRules.CanBeAsked(step),
    };

    private static int Kinds(StepConfig step) => new object?[]
    {
        step.VirtualMachines, step.Guests, step.Containers, step.Sync, step.Unmount, step.TrueNas, step.Host, step.Command, step.LocalHostOff, step.UpsOff, step.Wake, step.Ipmi,
    }.Count(kind => kind is not null);

    private static SshTarget? On(StepConfig step) =>
        step.VirtualMachines?.On ?? step.Guests?.On ?? step.Containers?.On ?? step.Sync?.On ?? step.Unmount?.On ?? step.Host?.On;

    // Nothing that an argument of ssh or ipmitool could take for an option.
    private static bool IsPlain(string name) => name.Length is > 0 and <= 64 && name[0] != '-' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    private static bool IsMac(string text) => text.Split(text.Contains('-', StringComparison.Ordinal) ? '-' : ':') is { Length: 6 } parts && parts.All(part => part.Length == 2 && part.All(char.IsAsciiHexDigit));

    private static PowerProblem Of(string field, string message) => GroupConfigRules.Of(field, message);
}

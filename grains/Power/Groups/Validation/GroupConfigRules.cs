using System.Collections.Immutable;
using NasOrleans.Power.Sources;

namespace NasOrleans.Power.Groups.Validation;

/// <summary>All that is wrong in a group's configuration, at once.</summary>
internal static class GroupConfigRules
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public static ImmutableArray<PowerProblem> Problems(PowerGroupConfig config, GroupWorld world) =>
    [
        .. OfGroup(config, world),
        .. config.Loads.SelectMany((load, index) => OfLoad(config, load, $"loads[{index}]")),
        .. config.UpsOff.SelectMany((ups, index) => OfUpsOff(config, ups, $"upsOff[{index}]")),
        .. StepConfigRules.Problems(config, world),
        .. OrderRules.Problems(config),
        .. Owners(config, world),
    ];

    /// <summary>What works, and yet its owner should know.</summary>
    public static ImmutableArray<string> Warnings(PowerGroupConfig config) =>
    [
        .. from load in config.Loads
           where config.Phases.All(phase => phase.Steps.All(step => step.Load != load.Id))
           select $"No step shuts '{load.Id}' down",
        .. from load in config.Loads
           from source in load.Serves
           select $"'{load.Id}' carries the server of '{source}': once it goes down nobody sees that source any more",
        .. config.Cancel.OnReturn ? ImmutableArray<string>.Empty : ["Runs go on when mains returns"],
    ];

    private static List<PowerProblem> OfGroup(PowerGroupConfig config, GroupWorld world)
    {
        var problems = new List<PowerProblem>();
        if (config.Name.Trim().Length is 0 or > 100) problems.Add(Of("name", "1 to 100 characters"));
        if (config.Sources.IsEmpty) problems.Add(Of("sources", "at least one"));
        foreach (var source in config.Sources.Where(source => !world.Sources.Contains(source))) problems.Add(Of("sources", $"there is no source '{source}'"));
        foreach (var twice in Twice(config.Sources.Select(source => source.Value))) problems.Add(Of("sources", $"'{twice}' is named twice"));
        if (config.Loads.IsEmpty) problems.Add(Of("loads", "at least one"));
        foreach (var twice in Twice(config.Loads.Select(load => load.Id))) problems.Add(Of("loads", $"'{twice}' is there twice"));
        foreach (var twice in Twice(config.Phases.Select(phase => phase.Name))) problems.Add(Of("phases", $"'{twice}' is there twice"));
        if (config.Phases.Any(phase => phase.Name.Trim().Length == 0)) problems.Add(Of("phases", "each has a name"));
        if (config.Loads.Count(load => load.Local) > 1) problems.Add(Of("loads", "only one can be the host that we run on"));
        if (Outside(config.Cancel.After, TimeSpan.Zero, TimeSpan.FromMinutes(5))) problems.Add(Of("cancel.after", "0 to 5 min"));
        if (config.PowerOn.MinimumCharge is not (>= 0 and <= 100)) problems.Add(Of("powerOn.minimumCharge", "0 to 100 percent"));
        if (Outside(config.PowerOn.Delay, TimeSpan.Zero, TimeSpan.FromHours(24))) problems.Add(Of("powerOn.delay", "0 to 24 h"));
        return problems;
    }

    private static List<PowerProblem> OfLoad(PowerGroupConfig config, LoadConfig load, string field)
    {
        var problems = new List<PowerProblem>();
        if (!IsId(load.Id)) problems.Add(Of(field + ".id", "1 to 64 of a-z 0-9 . _ -, starting with a letter or digit"));
        if (load.Feeds.IsEmpty) problems.Add(Of(field + ".feeds", "at least one source"));
        foreach (var source in load.Feeds.Concat(load.Serves).Distinct().Where(source => !config.Sources.Contains(source)))
            problems.Add(Of(field + ".feeds", $"'{source}' is none of the sources of this group"));
        if (load.Rule == FeedRule.AtLeast && (load.Count < 1 || load.Count > load.Feeds.Length)) problems.Add(Of(field + ".count", $"1 to {load.Feeds.Length}"));
        if (!Enum.IsDefined(load.Rule)) problems.Add(Of(field + ".rule", "all, any or atLeast"));
        if (Outside(load.Delay, TimeSpan.Zero, Longest)) problems.Add(Of(field + ".delay", "0 to 10 min"));
        if (Outside(load.Reserve, TimeSpan.Zero, TimeSpan.FromHours(1))) problems.Add(Of(field + ".reserve", "0 to 1 h"));
        if (load.Shedding is { } shedding)
        {
            if (shedding.Charge is not (>= 0 and <= 100)) problems.Add(Of(field + ".shedding.charge", "0 to 100 percent"));
            if (Outside(shedding.Runtime, TimeSpan.Zero, TimeSpan.FromHours(24))) problems.Add(Of(field + ".shedding.runtime", "0 to 24 h"));
            if (Outside(shedding.OnBattery, TimeSpan.Zero, TimeSpan.FromHours(24))) problems.Add(Of(field + ".shedding.onBattery", "0 to 24 h"));
        }

        if (load.PowerOn is { Wake: null, Ipmi: not { Order: Runs.Steps.IpmiOrder.On } }) problems.Add(Of(field + ".powerOn", "a wake, or an order to a controller to switch on"));
        if (load.PowerOn is { } on && on.Load != load.Id) problems.Add(Of(field + ".powerOn.load", "the load itself"));
        return problems;
    }

    private static List<PowerProblem> OfUpsOff(PowerGroupConfig config, Runs.Steps.UpsOffStep ups, string field)
    {
        var problems = new List<PowerProblem>();
        if (!config.Sources.Contains(ups.Source)) problems.Add(Of(field + ".source", $"'{ups.Source}' is none of the sources of this group"));
        if (Outside(ups.Delay, TimeSpan.Zero, Longest)) problems.Add(Of(field + ".delay", "0 to 10 min"));
        var carriesUs = config.Loads.Any(load => load.Local && load.Feeds.Contains(ups.Source));
        if (carriesUs && ups.Delay < TimeSpan.FromSeconds(60)) problems.Add(Of(field + ".delay", "at least 60 s: it carries the host that we run on, which must be off by then"));
        return problems;
    }

    private static List<PowerProblem> Owners(PowerGroupConfig config, GroupWorld world)
    {
        var problems = new List<PowerProblem>();
        var targets = TargetRules.Targets(config).Distinct().ToArray();
        foreach (var (load, target) in targets.Where(each => world.Taken.ContainsKey(each.Target)))
            problems.Add(Of("loads", $"'{load}' is {target}, which belongs to the group '{world.Taken[target]}'"));
        foreach (var shared in targets.GroupBy(each => each.Target).Where(same => same.Select(each => each.Load).Distinct().Count() > 1))
            problems.Add(Of("loads", $"{shared.Key} is shut down for {string.Join(" and ", shared.Select(each => $"'{each.Load}'").Distinct())}"));
        return problems;
    }

    internal static bool IsId(string text) => PowerGroupId.TryParse(text, out _);

    internal static PowerProblem Of(string field, string message) => new() { Field = field, Message = message };

    internal static bool Outside(TimeSpan value, TimeSpan least, TimeSpan most) => value < least || value > most;

    internal static IEnumerable<string> Twice(IEnumerable<string> names) => names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1).Select(same => same.Key);
}

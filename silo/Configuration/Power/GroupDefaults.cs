using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using NasOrleans.Power;
using NasOrleans.Power.Groups;
using NasOrleans.Power.Runs.Steps;

namespace NasOrleans.Silo.Configuration;

/// <summary>What the file leaves out of a group, because there is only one thing that it can mean.</summary>
internal static class GroupDefaults
{
    public static PowerGroupConfig Complete(PowerGroupConfig group, string id, ImmutableArray<PowerSourceId> all)
    {
        var named = group.Loads.SelectMany(load => load.Feeds.Concat(load.Serves)).Concat(group.UpsOff.Select(ups => ups.Source)).Distinct().ToImmutableArray();
        var sources = !group.Sources.IsEmpty ? group.Sources : !named.IsEmpty && group.Loads.All(load => !load.Feeds.IsEmpty) ? named : all;
        var loads = group.Loads.Select(load => Complete(load, sources)).ToImmutableArray();
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var phases = group.Phases.IsEmpty ? Usual(loads) : group.Phases;
        return group with
        {
            Name = group.Name.Length == 0 ? id : group.Name,
            Sources = sources,
            Loads = loads,
            Phases = [.. phases.Select((phase, at) => Complete(phase, at, loads, taken))],
        };
    }

    private static LoadConfig Complete(LoadConfig load, ImmutableArray<PowerSourceId> sources) => load with
    {
        Feeds = load.Feeds.IsEmpty ? sources : load.Feeds,
        PowerOn = load.PowerOn is not { } on ? null : on with { Load = on.Load.Length == 0 ? load.Id : on.Load, Id = on.Id.Length == 0 ? Cut($"{load.Id}-on") : on.Id },
    };

    // Systems first and together, our own host last.
    private static ImmutableArray<PhaseConfig> Usual(ImmutableArray<LoadConfig> loads)
    {
        var systems = loads.Where(load => load.System is not null)
            .Select(load => new StepConfig { Id = load.Id, Load = load.Id, TrueNas = new TrueNasStep { System = load.System!.Value } }).ToImmutableArray();
        var own = loads.Where(load => load.Local).Select(load => new StepConfig { Id = load.Id, Load = load.Id, LocalHostOff = new() }).ToImmutableArray();
        return [.. new[] { (Name: "systems", Steps: systems), (Name: "host", Steps: own) }.Where(phase => !phase.Steps.IsEmpty).Select(phase => new PhaseConfig { Name = phase.Name, Steps = phase.Steps })];
    }

    private static PhaseConfig Complete(PhaseConfig phase, int at, ImmutableArray<LoadConfig> loads, HashSet<string> taken) => phase with
    {
        Name = phase.Name.Length == 0 ? (at + 1).ToString(CultureInfo.InvariantCulture) : phase.Name,
        Steps = [.. phase.Steps.Select(step => Complete(step, loads, taken))],
    };

    private static StepConfig Complete(StepConfig step, ImmutableArray<LoadConfig> loads, HashSet<string> taken)
    {
        var load = step.Load.Length > 0 ? step.Load : LoadOf(step, loads) ?? "";
        if (step.Id.Length > 0)
        {
            taken.Add(step.Id);
            return step with { Load = load };
        }

        var id = Cut($"{load}-{Kind(step)}".Trim('-'));
        for (var number = 2; !taken.Add(id); number++) id = Cut($"{load}-{Kind(step)}-{number.ToString(CultureInfo.InvariantCulture)}".Trim('-'));
        return step with { Id = id, Load = load };
    }

    private static string? LoadOf(StepConfig step, ImmutableArray<LoadConfig> loads) => step switch
    {
        { TrueNas: { } nas } => loads.FirstOrDefault(load => load.System == nas.System)?.Id ?? Only(loads),
        { VirtualMachines.On: null, VirtualMachines: not null } or { Containers.On: null, Containers: not null } or { Sync.On: null, Sync: not null } or { Unmount.On: null, Unmount: not null }
            or { Command: not null } or { LocalHostOff: not null } => loads.FirstOrDefault(load => load.Local)?.Id ?? Only(loads),
        _ => Only(loads),
    };

    private static string? Only(ImmutableArray<LoadConfig> loads) => loads.Length == 1 ? loads[0].Id : null;

    // trueNas is true-nas: ids have no capitals.
    private static string Kind(StepConfig step)
    {
        var kind = RecordShape.Of(typeof(StepConfig)).Keys.FirstOrDefault(key => RecordShape.IsRecord(key.Type) && key.Property.GetValue(step) is not null)?.Name ?? "step";
        return kind.Aggregate(new StringBuilder(), (text, letter) => char.IsAsciiLetterUpper(letter) ? text.Append('-').Append(char.ToLowerInvariant(letter)) : text.Append(letter)).ToString();
    }

    private static string Cut(string id) => id.Length <= 64 ? id : id[^64..].TrimStart('.', '_', '-');
}

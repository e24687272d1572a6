using System.Collections.Immutable;
using NasOrleans.Power;
using NasOrleans.Power.Groups;
using NasOrleans.Power.Runs.Steps;

namespace NasOrleans.Tests.Unit.Power.Simulation;

/// <summary>Sources, loads, steps and what they act on, all by the same dice.</summary>
internal sealed class Site
{
    public const double OutageAt = 25;

    public Site(Random random)
    {
        Batteries = [.. Enumerable.Range(1, random.Next(1, 4)).Select(number => new Battery(new($"ups{number}"), random, OutageAt))];
        var loads = Enumerable.Range(1, random.Next(1, 5)).Select(number => Load(random, number, number == 1 && random.Next(3) > 0)).ToImmutableArray();
        Config = new()
        {
            Name = "Site",
            Sources = [.. Batteries.Select(battery => battery.Id)],
            Loads = loads,
            Phases = Phases(random, loads),
            Cancel = new() { OnReturn = random.Next(8) != 0, After = TimeSpan.FromSeconds(random.Next(5, 20)) },
            UpsOff = random.Next(3) == 0 ? [new() { Source = Batteries[0].Id, Delay = TimeSpan.FromSeconds(120) }] : [],
        };
        foreach (var step in Config.Phases.SelectMany(phase => phase.Steps))
        {
            var silentFrom = random.Next(5) == 0 ? OutageAt + random.Next(300) : double.MaxValue;
            var manner = random.Next(3) > 0 || step.LocalHostOff is not null ? Manner.Obeys : (Manner)random.Next(6);
            Targets[step.Id] = new(manner, random.Next(1, step.TrueNas is not null ? 60 : 12), silentFrom, silentFrom + random.Next(120), random);
        }
    }

    public PowerGroupConfig Config { get; }

    public ImmutableArray<Battery> Batteries { get; }

    public Dictionary<string, Target> Targets { get; } = [];

    public Battery Of(PowerSourceId source) => Batteries.First(battery => battery.Id == source);

    /// <summary>As many of its feeds are dead as it cannot do without.</summary>
    public bool IsDark(LoadConfig load) => load.Feeds.Count(feed => Of(feed).Dead) >= FeedRules.Needed(load);

    private LoadConfig Load(Random random, int number, bool local)
    {
        var feeds = Batteries.OrderBy(_ => random.Next()).Take(random.Next(1, 3)).Select(battery => battery.Id).ToImmutableArray();
        return new()
        {
            Id = local ? "here" : $"load{number}",
            Local = local,
            Feeds = feeds,
            Rule = (FeedRule)random.Next(2),
            Delay = random.Next(4) == 0 ? TimeSpan.FromSeconds(random.Next(1, 20)) : TimeSpan.Zero,
            Shedding = !local && random.Next(3) == 0
                ? new() { Level = number, Charge = random.Next(2) * 70, OnBattery = TimeSpan.FromSeconds(random.Next(2) * random.Next(30, 200)), ByReserve = random.Next(2) == 0 }
                : null,
            Serves = local && random.Next(2) == 0 ? [Batteries[0].Id] : [],
            PowerOn = !local && random.Next(3) == 0 ? new() { Id = $"wake{number}", Load = $"load{number}", Wake = new() { Macs = ["02:00:00:00:00:01"] } } : null,
        };
    }

    private static ImmutableArray<PhaseConfig> Phases(Random random, ImmutableArray<LoadConfig> loads)
    {
        var policy = () => random.Next(6) == 0 ? FailurePolicy.Wait : FailurePolicy.GoOn;
        var work = loads.Where(_ => random.Next(2) == 0).Select(load => new StepConfig { Id = $"vm.{load.Id}", Load = load.Id, VirtualMachines = new(), OnFailure = policy(), WaitAtMost = TimeSpan.FromSeconds(30) });
        var disk = loads.Where(_ => random.Next(2) == 0).Select(load => random.Next(3) switch
        {
            0 => new StepConfig { Id = $"disk.{load.Id}", Load = load.Id, Sync = new() },
            1 => new() { Id = $"disk.{load.Id}", Load = load.Id, Unmount = new() { Path = "/mnt/media" } },
            _ => new() { Id = $"disk.{load.Id}", Load = load.Id, Command = new() { Name = "stop" }, Timeout = TimeSpan.FromSeconds(10) },
        });
        var off = loads.Where(load => !load.Local).Select(load => random.Next(2) == 0
            ? new StepConfig { Id = $"off.{load.Id}", Load = load.Id, TrueNas = new() { System = new(load.Id) }, Timeout = TimeSpan.FromSeconds(90), OnFailure = policy(), WaitAtMost = TimeSpan.FromSeconds(30) }
            : new() { Id = $"off.{load.Id}", Load = load.Id, Host = new() { On = new() { Host = load.Id, User = "nas", HostKey = "SHA256:x" }, Command = "off" }, Timeout = TimeSpan.FromSeconds(60) });
        var local = loads.Where(load => load.Local).Select(load => new StepConfig { Id = "off.here", Load = load.Id, LocalHostOff = new() });
        return
        [
            new() { Name = "Work", Parallel = random.Next(2) == 0, Steps = [.. work] },
            new() { Name = "Disks", Parallel = random.Next(2) == 0, Steps = [.. disk] },
            new() { Name = "Off", Parallel = random.Next(4) != 0, Steps = [.. off] },
            new() { Name = "Us", Steps = [.. local] },
        ];
    }
}

using System.Collections.Immutable;
using NasOrleans.Power;
using NasOrleans.Power.Groups;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Power.Sources;
using NasOrleans.Protocols;

namespace NasOrleans.Tests.Unit.Power.Groups;

/// <summary>A group that is judged every second of a clock that only the test moves.</summary>
internal sealed class Stage
{
    public static readonly PowerSourceId A = new("a");
    public static readonly PowerSourceId B = new("b");

    private readonly Dictionary<PowerSourceId, SourceLook> _looks = [];

    public Stage(PowerGroupConfig config)
    {
        Config = config;
        State = new() { BootId = "boot-1" };
        foreach (var source in config.Sources) See(source, PowerStanding.OnLine);
        Judge(12);
    }

    public PowerGroupConfig Config { get; set; }

    public GroupState State { get; set; }

    public PowerMoment Now { get; private set; } = new(TimeSpan.FromHours(1), new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));

    public ImmutableArray<LoadJudgement> Loads { get; private set; } = [];

    public ShutdownRun Run => State.Run ?? State.Runs[0];

    public LoadJudgement this[string load] => Loads.First(each => each.Load == load);

    public static StepConfig Nas(string load) => new() { Id = "off." + load, Load = load, TrueNas = new() { System = new(load) } };

    public static StepConfig Vm(string load) => new() { Id = "vm." + load, Load = load, VirtualMachines = new() };

    public static StepConfig Us(string load) => new() { Id = "off." + load, Load = load, LocalHostOff = new() };

    public static LoadConfig Load(string id, params PowerSourceId[] feeds) => new() { Id = id, Feeds = [.. feeds] };

    /// <summary>Each load has its machines stopped, and is then switched off.</summary>
    public static PowerGroupConfig Group(params LoadConfig[] loads) => new()
    {
        Name = "Basement",
        Sources = [.. loads.SelectMany(load => load.Feeds).Distinct()],
        Loads = [.. loads],
        Phases =
        [
            new() { Name = "Machines", Steps = [.. loads.Select(load => Vm(load.Id))] },
            new() { Name = "Systems", Steps = [.. loads.Where(load => !load.Local).Select(load => Nas(load.Id))] },
            new() { Name = "Us", Steps = [.. loads.Where(load => load.Local).Select(load => Us(load.Id))] },
        ],
    };

    public Stage See(PowerSourceId source, PowerStanding standing, PowerCause? cause = null, double? charge = 90, double? runtime = 900, double age = 0.3, double unknownFor = 0)
    {
        var before = _looks.GetValueOrDefault(source)?.Verdict;
        var dark = standing is PowerStanding.OnBattery or PowerStanding.Lost;
        _looks[source] = new()
        {
            Source = source,
            Verdict = new()
            {
                Standing = standing,
                Cause = standing == PowerStanding.Lost ? cause ?? PowerCause.LowCharge : null,
                Why = "by the test",
                OutageSince = dark ? before?.OutageSince ?? Now.Wall : null,
                LastSeenOnBattery = dark || (standing == PowerStanding.Unknown && before is { LastSeenOnBattery: true }),
                Age = TimeSpan.FromSeconds(age),
                UnknownFor = TimeSpan.FromSeconds(unknownFor),
                Charge = charge,
                Runtime = runtime is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            },
        };
        return this;
    }

    public Stage Lose(PowerSourceId source, PowerCause cause = PowerCause.LowCharge) => See(source, PowerStanding.Lost, cause);

    public Stage Silence(PowerSourceId source)
    {
        _looks[source] = new() { Source = source };
        return this;
    }

    public Stage Pass(double seconds, double? wall = null)
    {
        Now = new(Now.Ticking + TimeSpan.FromSeconds(seconds), Now.Wall.AddSeconds(wall ?? seconds));
        return this;
    }

    /// <summary>Looks once a second.</summary>
    public Stage Judge(int times = 1)
    {
        for (var time = 0; time < times; time++)
        {
            Pass(1);
            Tick();
        }

        return this;
    }

    public Stage Tick()
    {
        (var state, Loads) = GroupRules.Judge(Config, State, [.. _looks.Values], GroupRules.Blinded(Config, State), Now);
        State = RunStartRules.Steer(Config, state, Loads, Draft(), Now);
        if (State.Run is { } run) State = State with { Run = RunRules.Advance(run, RunFacts.Alone, Now) };
        return this;
    }

    public ImmutableArray<StepAct> Next(RunFacts? facts = null) => State.Run is { } run ? RunRules.Next(run, facts ?? new() { Unseen = GroupRules.Unseen(Config, State, Now) }, Now) : [];

    public string NextWords(RunFacts? facts = null) => string.Join(" ", Next(facts).Select(act => $"{act.Kind}:{act.Step}"));

    /// <summary>Everything that is to be done goes out.</summary>
    public Stage Begin()
    {
        State = State with { Run = RunRules.Begin(State.Run!, Next(), Now) };
        return this;
    }

    public Stage Answer(string step, AnswerKind kind = AnswerKind.Taken)
    {
        State = State with { Run = OutcomeRules.Answered(State.Run!, step, new(kind), Now) };
        return this;
    }

    public Stage Ask(string step, StepSight sight)
    {
        State = State with { Run = OutcomeRules.Asked(State.Run!, step, new(sight), Now) };
        return this;
    }

    /// <summary>Begun, taken, and seen to have come about.</summary>
    public Stage Do(params string[] steps)
    {
        Begin();
        Pass(0.2);
        foreach (var step in steps)
        {
            Answer(step);
            if (StepRules.CanBeAsked(Run.Find(step)!.Config)) Ask(step, StepSight.Done);
        }

        return Tick();
    }

    public Stage Wake(string boot = "boot-1")
    {
        State = GroupRules.Wake(State, boot, Now);
        return this;
    }

    public StepState StateOf(string step) => Run.Find(step)!.State;

    public RunDraft Draft() => new() { Id = new(State.Runs.Length + 1, 0, 0, new byte[8]), Group = new("basement"), BootId = State.BootId, StartedBy = "", Reason = "" };
}

using System.Collections.Immutable;
using NasOrleans.Power;
using NasOrleans.Power.Groups;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Power.Sources;
using NasOrleans.Power.Sources.Judging;

namespace NasOrleans.Tests.Unit.Power.Simulation;

/// <summary>What was written down survives the process, and what is out of reach while the journal fails does not.</summary>
internal sealed class Journal
{
    public GroupState? Group { get; set; }

    public PowerMoment? GroupAt { get; set; }

    public Dictionary<PowerSourceId, UpsState> Sources { get; } = [];

    public bool Fails { get; set; }

    public bool EverFailed { get; set; }
}

/// <summary>The shell that the grains will be: it looks, lets the rules decide, writes, and acts. It lives until it is killed.</summary>
internal sealed class Process
{
    private readonly Site _site;
    private readonly Journal _journal;
    private readonly Judge _judge;
    private readonly string _boot;
    private readonly Random _random;
    private readonly Guid _reader;
    private readonly Dictionary<PowerSourceId, UpsState> _sources = [];
    private readonly Dictionary<string, (double At, StepAnswer? Answer, StepSeen? Seen)> _calls = [];
    private readonly Dictionary<PowerSourceId, (double At, SourceVerdict Verdict)> _verdicts = [];
    private double _skew;
    private double _lastTick;

    public Process(Site site, Journal journal, Judge judge, string boot, double now, double wallShift, Random random)
    {
        (_site, _journal, _judge, _boot, _random) = (site, journal, judge, boot, random);
        _reader = NewId();
        var wall = Wall(now + wallShift);
        _skew = wallShift;
        var ticking = journal.GroupAt is { } saved ? ClockRules.Continue(saved, wall, TimeSpan.FromHours(1)) : TimeSpan.FromHours(1);
        Start = (now, ticking);
        var moment = Now(now);
        State = GroupRules.Wake(journal.Group ?? new() { BootId = boot }, boot, moment);
        judge.Steered(now, journal.Group ?? State, State with { Run = null }, []);
        foreach (var battery in site.Batteries)
            _sources[battery.Id] = journal.Sources.TryGetValue(battery.Id, out var state) ? UpsRules.Resume(state, boot, moment) : UpsRules.Fresh(boot, moment);
    }

    private (double At, TimeSpan Ticking) Start { get; }

    public GroupState State { get; private set; }

    /// <summary>The wall clock is set.</summary>
    public void Jump(double seconds) => _skew += seconds;

    public PowerMoment Now(double now) => new(Start.Ticking + TimeSpan.FromSeconds(now - Start.At), Wall(now + _skew));

    public void Tick(double now)
    {
        var moment = Now(now);
        foreach (var (step, call) in _calls.Where(each => each.Value.At <= now).OrderBy(each => each.Value.At).ToArray())
        {
            _calls.Remove(step);
            if (State.Run is not { } run) continue;
            State = State with { Run = call.Answer is { } answer ? OutcomeRules.Answered(run, step, answer, moment) : OutcomeRules.Asked(run, step, call.Seen!, moment) };
        }

        var before = State;
        var looks = _site.Batteries.Select(battery => new SourceLook { Source = battery.Id, Verdict = Verdict(battery, now, moment), Took = TimeSpan.FromMilliseconds(5) }).ToImmutableArray();
        var (judged, loads) = GroupRules.Judge(_site.Config, State, looks, GroupRules.Blinded(_site.Config, State), moment);
        _judge.Judged(now, looks, loads, State.Run);
        State = RunStartRules.Steer(_site.Config, judged, loads, new() { Id = NewId(), Group = new("site"), BootId = _boot, StartedBy = "", Reason = "" }, moment);
        _judge.Steered(now, before, State, loads);
        _lastTick = now;
        if (State.Run is not null) GoOn(now, moment);
        if (GroupRules.MustPersist(before, State)) Write(moment);
    }

    private void GoOn(double now, PowerMoment moment)
    {
        var facts = new RunFacts { Unseen = GroupRules.Unseen(_site.Config, State, moment) };
        State = State with { Run = RunRules.Advance(State.Run!, facts, moment) };
        var next = RunRules.Next(State.Run!, facts, moment).Where(act => !_calls.ContainsKey(act.Step)).ToImmutableArray();
        var acts = next.Where(act => act.Kind != StepActKind.Ask).ToImmutableArray();
        if (acts.Length > 0)
        {
            State = State with { Run = RunRules.Begin(State.Run!, acts, moment) };
            State = State with { Run = Write(moment) ? WriteRules.Written(State.Run!) : WriteRules.Unwritten(State.Run!, acts, moment with { Ticking = moment.Ticking - TimeSpan.FromMilliseconds(200) }, moment) };
        }

        foreach (var act in next)
        {
            var step = State.Run!.Find(act.Step)!;
            if (act.Kind == StepActKind.Ask)
            {
                var (after, seen) = Target(step).Ask(now);
                _calls[act.Step] = (now + after, null, seen);
            }
            else if (step.State == StepState.Acting)
            {
                _judge.Acts(now, State.Run!, step);
                var (after, answer) = Target(step).Tell(now, act.Kind == StepActKind.Force, StepRules.CallWithin(step.Config).TotalSeconds);
                _calls[act.Step] = (now + after, answer, null);
            }
        }
    }

    private Target Target(RunStep step)
    {
        if (_site.Targets.TryGetValue(step.Config.Id, out var target)) return target;
        return _site.Targets[step.Config.Id] = new(Manner.Obeys, step.Config.UpsOff?.Delay.TotalSeconds ?? 5, double.MaxValue, 0, _random);
    }

    private SourceVerdict Verdict(Battery battery, double now, PowerMoment moment)
    {
        // Thawed: whoever is asked has nothing yet but what was known before.
        if (now - _lastTick > 3 && _verdicts.TryGetValue(battery.Id, out var known)) return known.Verdict with { Age = TimeSpan.FromSeconds(now - known.At) };
        // The server of the first UPS may be a load itself.
        var server = _site.Config.Loads.FirstOrDefault(load => load.Serves.Contains(battery.Id));
        var judgement = UpsRules.Judge(_sources[battery.Id], battery.Config, battery.Read(now, moment.Ticking, _reader, server is null || !_site.IsDark(server)), moment);
        _sources[battery.Id] = judgement.State;
        if (judgement.MustPersist && !_journal.Fails) _journal.Sources[battery.Id] = judgement.State;
        var verdict = VerdictRules.Of(judgement.State, battery.Config, moment);
        _verdicts[battery.Id] = (now, verdict);
        return verdict;
    }

    private bool Write(PowerMoment moment)
    {
        if (_journal.Fails) return false;
        (_journal.Group, _journal.GroupAt) = (State, moment);
        return true;
    }

    private Guid NewId()
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        return new(bytes);
    }

    private static DateTimeOffset Wall(double now) => new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero).AddSeconds(now);
}

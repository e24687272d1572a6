using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using NasOrleans.Power.Groups.Around;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Power.Runs.Targets;
using NasOrleans.Power.Sources;
using NasOrleans.Protocols;

namespace NasOrleans.Power.Groups;

// Targets are told and asked beside the turns, one call per step at a time; what comes of it is taken in at once.
internal sealed partial class PowerGroupGrain
{
    // Targets keep their limits themselves; this is for one that does not.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly HashSet<string> _calls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StepAct> _unsent = new(StringComparer.Ordinal);

    private void GoOn(PowerGroupConfig config, GroupState next, PowerMoment now)
    {
        ImmutableArray<StepAct> due = [];
        if (next.Run is { } run)
        {
            var facts = OthersRules.Facts(run, _others, _round.Looks, GroupRules.Unseen(config, next, now), now);
            run = RunRules.Advance(run, facts, now);
            due = [.. RunRules.Next(run, facts, now).Where(act => !_calls.Contains(act.Step))];
            if (due.Any(IsAct)) run = RunRules.Begin(run, [.. due.Where(IsAct)], now);
            next = next with { Run = run };
        }

        ImmutableArray<StepAct> acts = [.. due.Where(IsAct)];
        // With what it taught, once it has ended.
        Set(RunStartRules.Settle(next), keep: acts.IsEmpty);
        foreach (var act in due) _calls.Add(act.Step);
        foreach (var act in due.Where(act => !IsAct(act))) _ = AskTarget(next.Run!, next.Run!.Find(act.Step)!);
        if (!acts.IsEmpty) _ = WriteThenTell(next.Run!, acts, now);
        FollowAll(config);
    }

    private async Task WriteThenTell(ShutdownRun begun, ImmutableArray<StepAct> acts, PowerMoment since)
    {
        foreach (var act in acts) _unsent[act.Step] = act;
        var written = await WriteIntent(begun, since);
        if (_gone) return;
        var now = _clock.Now;
        // After a freeze the reason may be gone: what is to be done comes up again, once somebody has looked.
        Change(begun.Id, run => LookRules.MustLookFirst(_judged, now) ? WriteRules.TakeBack(run, acts)
            : written ? WriteRules.Written(run)
            : WriteRules.Unwritten(run, acts, since, now));
        foreach (var act in acts)
        {
            _unsent.Remove(act.Step);
            if (Current(begun.Id) is { } run && run.Find(act.Step) is { State: StepState.Acting, Doubtful: false } step) _ = TellTarget(run, step, act.Kind == StepActKind.Force);
            else _calls.Remove(act.Step);
        }
    }

    private async Task TellTarget(ShutdownRun run, RunStep step, bool force)
    {
        StepAnswer answer;
        var within = StepRules.CallWithin(step.Config) + Grace;
        try
        {
            answer = await Beside(limit => targets.TellAsync(CallOf(run, step, force), limit), within);
        }
        catch (Exception e)
        {
            LogCallBroken(e, _id.Value, step.Config.Id);
            answer = new(AnswerKind.Unclear, e is TimeoutException or OperationCanceledException ? $"Nobody answered within {within.TotalSeconds:0} s" : e.Message);
        }

        Take(run.Id, step, (current, now) => OutcomeRules.Answered(current, step.Config.Id, answer, now));
    }

    private async Task AskTarget(ShutdownRun run, RunStep step)
    {
        StepSeen seen;
        try
        {
            seen = await Beside(limit => targets.AskAsync(CallOf(run, step, force: false), limit), StepRules.AskWithin(step.Config) + Grace);
        }
        catch (Exception e)
        {
            LogCallBroken(e, _id.Value, step.Config.Id);
            seen = new(StepSight.Silent, e.Message);
        }

        Take(run.Id, step, (current, now) => OutcomeRules.Asked(current, step.Config.Id, seen, now));
    }

    private void Take(Guid id, RunStep step, Func<ShutdownRun, PowerMoment, ShutdownRun> take)
    {
        _calls.Remove(step.Config.Id);
        if (_gone) return;
        var now = _clock.Now;
        Change(id, run => take(run, now));
        if (_state.Config is { } config && !LookRules.MustLookFirst(_judged, now)) GoOn(config, _state.Group, now);
        else LookSoon();
    }

    private void Change(Guid id, Func<ShutdownRun, ShutdownRun> change)
    {
        if (Current(id) is { } run) Set(_state.Group with { Run = change(run) });
    }

    private ShutdownRun? Current(Guid id) => _state.Group.Run is { } run && run.Id == id ? run : null;

    private void TakeBackUnsent()
    {
        if (_state.Group.Run is { } run && _unsent.Count > 0) _state = _state with { Group = _state.Group with { Run = WriteRules.TakeBack(run, [.. _unsent.Values]) } };
    }

    // Off our scheduler: what a target does before its first await would hold up the ticks.
    private async Task<T> Beside<T>(Func<CancellationToken, Task<T>> call, TimeSpan within)
    {
        using var limit = new CancellationTokenSource(within, time);
        return await Task.Run(() => call(limit.Token), CancellationToken.None).WaitAsync(within, time);
    }

    private StepCall CallOf(ShutdownRun run, RunStep step, bool force) => new()
    {
        Tenant = _tenant,
        Group = _id,
        Run = run.Id,
        Step = step,
        Reason = run.Reason,
        DryRun = run.DryRun,
        Force = force,
    };

    private static bool IsAct(StepAct act) => act.Kind != StepActKind.Ask;

    [LoggerMessage(LogEvents.GroupCallBroken, LogLevel.Error, "What step {Step} of power group {Group} acts on broke its word")]
    private partial void LogCallBroken(Exception exception, string group, string step);
}

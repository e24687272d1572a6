using NasOrleans.Power.Groups.Shown;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Sources;

namespace NasOrleans.Power.Groups;

// What a person orders holds once it is written, and not before.
internal sealed partial class PowerGroupGrain
{
    public async Task<RunOutcome> Start(RunStart start)
    {
        if (_state.Config is not { } config) return new() { Refusal = GroupRefusal.NotFound };
        if (Known(start.Id) is { } known) return new() { Run = known, Repeated = true };
        var (now, draft) = (_clock.Now, Draft(config));
        var refusal = RunStartRules.StartByHand(config, _state.Group, start, draft, now).Refusal;
        if (refusal != GroupRefusal.None) return new() { Refusal = refusal, Run = _state.Group.Run };
        if (!await Written(state => state with { Group = RunStartRules.StartByHand(config, state.Group, start, draft, now).State })) return new() { Refusal = GroupRefusal.NotWritten };
        GoOnNow();
        // An outage may have been quicker.
        return Known(start.Id) is { } run ? new() { Run = run } : new() { Refusal = GroupRefusal.Busy, Run = _state.Group.Run };
    }

    public Task<RunOutcome> Hold(RunOrder order, TimeSpan atMost) => Steer(order, (run, now) => SteeringRules.Hold(run, order, atMost, now));

    public Task<RunOutcome> Resume(RunOrder order) => Steer(order, (run, now) => SteeringRules.Resume(run, order, now));

    public Task<RunOutcome> Abort(RunOrder order) => Steer(order, (run, now) => SteeringRules.Abort(run, order, now));

    public Task<RunOutcome> Skip(RunOrder order, string step) =>
        Current(order.Run) is { } run && SteeringRules.MaySkip(run, step) is var refusal and not GroupRefusal.None
            ? Task.FromResult(new RunOutcome { Refusal = refusal, Run = run })
            : Steer(order, (current, now) => SteeringRules.Skip(current, step, order, now));

    public async Task<PowerGroupOutcome> ResetCrisis(CrisisReset reset)
    {
        var before = Shown();
        if (_state.Config is not { } config) return new() { Refusal = GroupRefusal.NotFound };
        if (reset.Confirm != config.Name) return new() { Refusal = GroupRefusal.NotConfirmed, Group = before, Before = before };
        if (!await Written(state => state with { Group = RunStartRules.Reset(state.Group) })) return new() { Refusal = GroupRefusal.NotWritten, Group = before, Before = before };
        Tell(new("power.crisis.reset", PowerSeverity.Info, $"{reset.By} says that the crisis is over: {reset.Reason}"));
        LookSoon();
        return new() { Group = Shown(), Before = before };
    }

    private async Task<RunOutcome> Steer(RunOrder order, Func<ShutdownRun, PowerMoment, ShutdownRun> steer)
    {
        if (Current(order.Run) is not { IsFinal: false } before) return new() { Refusal = GroupRefusal.NoRun, Run = Known(order.Run) };
        var now = _clock.Now;
        if (!await Written(state => state.Group.Run is { } run && run.Id == order.Run ? state with { Group = state.Group with { Run = steer(run, now) } } : state))
            return new() { Refusal = GroupRefusal.NotWritten, Run = before };
        GoOnNow();
        return new() { Run = Known(order.Run) };
    }

    private void GoOnNow()
    {
        var now = _clock.Now;
        if (_state.Config is { } config && !LookRules.MustLookFirst(_judged, now)) GoOn(config, _state.Group, now);
        else LookSoon();
    }

    private ShutdownRun? Known(Guid run) => GroupSnapshotRules.Runs(_state.Group, int.MaxValue).FirstOrDefault(each => each.Id == run);
}

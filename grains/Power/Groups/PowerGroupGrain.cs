using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using NasOrleans.Power.Groups.Budget;
using NasOrleans.Power.Groups.Shown;
using NasOrleans.Power.Groups.Validation;
using NasOrleans.Power.Journal;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Runs.Targets;
using NasOrleans.Power.Sources;
using Orleans;
using Orleans.Runtime;

namespace NasOrleans.Power.Groups;

// What is set of it, and what it shows. The other parts: Watching looks at the sources and decides, Running tells and asks the targets,
// Orders are those of people, Keeping writes and tells of it, Around is what it must know beside its sources.
[GrainType("group")]
internal sealed partial class PowerGroupGrain(
    IPowerJournal journal,
    IStepTargets targets,
    Installation installation,
    PowerTeller teller,
    HostBoot boot,
    TimeProvider time,
    ILogger<PowerGroupGrain> log) : Grain, IPowerGroupGrain
{
    private PowerGroupState _state = new();
    private PowerClock _clock = null!;
    private GroupRound _round = new();
    private IGrainTimer? _timer;
    private TenantId _tenant;
    private PowerGroupId _id;
    private bool _gone;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (_tenant, _, var id) = GrainKeys.Parse(this.GetPrimaryKeyString());
        _id = new(id);
        return Recall(cancellationToken);
    }

    /// <summary>A run under way is not stopped by this: whoever comes next goes on with it.</summary>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _gone = true;
        TakeBackUnsent();
        await Keep();
    }

    public async Task<bool> EnsureAwake()
    {
        if (_state is { Config: null, RemovedAt: null }) await Recall(CancellationToken.None);
        // What cannot be read may be there all the same, and must not be struck off.
        return _state.Config is not null || (_state.RemovedAt is null && !journal.Health.IsComplete);
    }

    public Task<PowerGroupSnapshot?> GetSnapshot() => Task.FromResult(Shown());

    public Task<ImmutableArray<ShutdownRun>> GetRuns(int most) => Task.FromResult(GroupSnapshotRules.Runs(_state.Group, most));

    public Task<SourceLoads?> GetLoads(PowerSourceId source) =>
        Task.FromResult(_state.Config is { } config ? GroupRules.LoadsOn(config, _state.Group, source) : null);

    public Task<DrillReport?> Drill(DrillQuestion question) =>
        Task.FromResult(_state.Config is { } config ? DrillRules.Drill(config, Facts(config), _state.Group.Durations, question, _clock.Now) : null);

    public async Task<PowerGroupOutcome> Configure(PowerGroupConfig config, PowerOrigin origin)
    {
        var before = Shown();
        if (GroupSetRules.MaySet(_state, origin) is var refusal and not GroupRefusal.None) return new() { Refusal = refusal, Group = before, Before = before };
        var world = await World(config);
        if (GroupConfigRules.Problems(config, world) is { IsEmpty: false } problems) return new() { Refusal = GroupRefusal.Invalid, Group = before, Before = before, Problems = problems };
        if (!await Written(Change))
        {
            if (origin == PowerOrigin.User) return new() { Refusal = GroupRefusal.NotWritten, Group = before, Before = before };
            // A start value is offered with every start: a disk that takes nothing must not keep it from protecting.
            Take(Change, keep: true);
        }

        LogSet(_id.Value, config.Name);
        Begin();
        return new() { Group = Shown(), Before = before };

        PowerGroupState Change(PowerGroupState state) => GroupSetRules.Set(state, config, origin, boot.Id, _clock.Now);
    }

    public async Task<PowerGroupOutcome> Remove(PowerGroupId confirm)
    {
        var before = Shown();
        if (GroupSetRules.MayRemove(_state, _id, confirm) is var refusal and not GroupRefusal.None) return new() { Refusal = refusal, Group = before, Before = before };
        if (!await Written(state => GroupSetRules.MayRemove(state, _id, confirm) == GroupRefusal.None ? GroupSetRules.Remove(state, _clock.Now.Wall) : state)) return new() { Refusal = GroupRefusal.NotWritten, Group = before, Before = before };
        // An outage may have come up while it was written.
        if (_state.Config is not null) return new() { Refusal = GroupRefusal.Busy, Group = Shown(), Before = before };
        Begin();
        DeactivateOnIdle();
        return new() { Before = before };
    }

    private async Task Recall(CancellationToken cancellationToken)
    {
        var found = await Load(cancellationToken);
        // Somebody may have set it while we read.
        if (_state.Config is not null) return;
        _clock = new PowerClock(time, found.Group.At, boot.Uptime());
        _state = found;
        if (found.Config is null) return;
        Set(GroupRules.Wake(found.Group, boot.Id, _clock.Now));
        Begin();
    }

    // A tick must wait for nobody, so it interleaves; each stretch without an await is a whole.
    private void Begin()
    {
        _round = new();
        ForgetAround();
        if (_state.Config is null)
        {
            _timer?.Dispose();
            _timer = null;
            return;
        }

        _timer ??= this.RegisterGrainTimer(Tick, new GrainTimerCreationOptions(TimeSpan.Zero, ClockRules.Tick) { KeepAlive = true, Interleave = true });
        LookSoon();
    }

    private Task Tick(CancellationToken cancellationToken)
    {
        LookAround();
        if (_unwritten) KeepSoon();
        LookSoon();
        return Task.CompletedTask;
    }

    private PowerGroupSnapshot? Shown() => GroupSnapshotRules.Of(_state, _id, _round, installation.DryRun, _clock.Now);

    [LoggerMessage(LogEvents.GroupSet, LogLevel.Information, "Power group {Group} was set: {Name}")]
    private partial void LogSet(string group, string name);
}

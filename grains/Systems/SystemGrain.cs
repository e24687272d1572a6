using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NasOrleans.History;
using NasOrleans.Systems.Commands;
using NasOrleans.Systems.Inventory;
using NasOrleans.Systems.Polling;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace NasOrleans.Systems;

// Identity and liveness. What it is asked and told lies in the other parts: Connection, Polling, Drives, Commands.
[GrainType("system")]
internal sealed partial class SystemGrain(
    [PersistentState("system", StorageNames.State)] IPersistentState<SystemState> stored,
    [PersistentState("system-inventory", StorageNames.State)] IPersistentState<InventoryState> storedInventory,
    [PersistentState("system-commands", StorageNames.State)] IPersistentState<CommandsState> storedCommands,
    PollerFactory pollers,
    PollMetrics metrics,
    IEventLog events,
    IOptions<SystemOptions> options,
    IOptions<PollingOptions> polling,
    TimeProvider time,
    ILogger<SystemGrain> log) : Grain, ISystemGrain
{
    private readonly Dictionary<string, long> _heard = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unwritten = new(StringComparer.Ordinal);
    private SystemState _state = new();
    private SystemState _persisted = new();
    private SystemLive _live = new();
    private SystemSnapshot? _snapshot;
    private IGrainTimer? _timer;
    private long _awake;
    private TenantId _tenant;
    private SystemId _id;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (_tenant, _, var id) = GrainKeys.Parse(this.GetPrimaryKeyString());
        _id = new(id);
        _awake = time.GetTimestamp();
        _persisted = stored.State;
        _state = SystemRules.Read(stored.State);
        WakeInventory();
        WakeCommands();
        StartPolling(Jitter.Of(_id.Value, TimeSpan.FromSeconds(1)).TotalSeconds);
        _snapshot = SystemRules.Snapshot(_id, _state, _live);
        if (HasMoreToDo) StartTicking();
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        metrics.Forget(_tenant, _id);
        StopReading();
        StopRunning();
        if (_poller is { } poller) await poller.DisposeAsync();
        await KeepLastSeen();
    }

    public Task<bool> EnsureAwake() => Task.FromResult(_snapshot is not null);

    public Task<SystemSnapshot?> GetSnapshot() => Task.FromResult(_snapshot);

    public Task<SystemOutcome> Add(SystemConfig config) => Command(SystemRules.Add(_state, config, Now));

    public Task<SystemOutcome> Change(SystemConfig config) => Command(SystemRules.Change(_state, config, Now));

    public async Task<SystemOutcome> Remove(SystemId confirm)
    {
        if (confirm != _id) throw new ArgumentException($"{confirm} was named to confirm the removal of {_id}.", nameof(confirm));
        var outcome = await Command(SystemRules.Remove(_state, Now), () =>
        {
            StopPolling();
            _live = new();
            _heard.Clear();
        });
        if (outcome.Refusal != SystemRefusal.None) return outcome;
        // Not awaited: however many drives there are, and whether or not they answer, the system is gone.
        _ = LeaveDrives();
        await ForgetInventory();
        // A run that is still to be closed writes once more, and then forgets itself.
        if (_run is null) await ForgetCommands();
        return outcome;
    }

    public async Task<SystemOutcome> Seen(DateTimeOffset at)
    {
        var before = _snapshot;
        var (refusal, next) = SystemRules.Seen(_state, SourceSnapshot.Push, at, Watch, Now);
        if (next != _state)
        {
            Hear(SourceSnapshot.Push, next);
            await Note(next);
        }

        return new() { Refusal = refusal, System = _snapshot, Before = before };
    }

    private async Task Tick(CancellationToken cancellationToken)
    {
        RecallDrives();
        var next = SystemRules.Judge(_state, Silence, Watch, Now);
        await Note(TakeRecalled() && next == _state ? SystemRules.Revise(next, Now) : next);
        await KeepInventory();
    }

    // What somebody ordered holds once it is written, and only then is it shown.
    private async Task<SystemOutcome> Command((SystemRefusal Refusal, SystemState Next) decision, Action? onceWritten = null)
    {
        var before = _snapshot;
        if (decision.Refusal != SystemRefusal.None) return new() { Refusal = decision.Refusal, System = before };
        if (decision.Next != _state)
        {
            await Persist(decision.Next);
            Show(decision.Next, onceWritten);
        }
        return new() { System = _snapshot ?? before, Before = before };
    }

    // What was observed is true whether or not it can be written: shown at once, written with a later tick if need be.
    private async Task Note(SystemState next)
    {
        await TryWrite("state", () => Persist(next));
        Show(next);
    }

    private async Task TryWrite(string what, Func<Task> write)
    {
        try
        {
            await write();
            if (_unwritten.Remove(what)) LogWrittenAgain(_id.Value);
        }
        catch (Exception e) when (e is not InconsistentStateException)
        {
            if (_unwritten.Add(what)) LogUnwritten(e, _id.Value);
        }
    }

    private async Task Persist(SystemState next)
    {
        if (!SystemRules.MustPersist(_persisted, next)) return;
        stored.State = next;
        await stored.WriteStateAsync();
        _persisted = next;
    }

    // On disk it lags behind; whoever wakes us next is to know how long ago the last news came.
    private async Task KeepLastSeen()
    {
        if (_state.Config is null || _state.LastSeen == _persisted.LastSeen) return;
        try
        {
            stored.State = _state;
            await stored.WriteStateAsync();
        }
        catch (InconsistentStateException)
        {
            // That is why we go: another has written meanwhile.
        }
        catch (Exception e)
        {
            LogUnwritten(e, _id.Value);
        }
    }

    private void Show(SystemState next, Action? onceItHolds = null)
    {
        var before = _state;
        _state = next;
        onceItHolds?.Invoke();
        _snapshot = SystemRules.Snapshot(_id, next, _live);
        if (HasMoreToDo) StartTicking();
        else StopTicking();
        if (before.Status != next.Status && next.Config is not null) TellStatus(before.Status, next);
        Report();
        if (next.AlertPending) _ = DeliverAlert();
    }

    // A removed system stays until the alert book has heard of it.
    private bool HasMoreToDo => _snapshot is not null || _state.AlertPending;

    private void StartTicking()
    {
        if (_timer is not null) return;
        var period = options.Value.TickPeriod;
        _timer = this.RegisterGrainTimer(Tick, new GrainTimerCreationOptions(Jitter.Of(_id.Value, period), period) { KeepAlive = true });
    }

    private void StopTicking()
    {
        if (_timer is null) return;
        _timer.Dispose();
        _timer = null;
        DeactivateOnIdle();
    }

    private SourceWatch Watch => new(
        options.Value.Thresholds,
        _state.Connection?.Config.PollInterval,
        Watches ? ConnectionName : null,
        _state.Connection is null ? _state.ConnectionDeletedAt : null);

    private TimeSpan Silence(string source) => time.GetElapsedTime(_heard.GetValueOrDefault(source, _awake));

    private void Hear(string source, SystemState next) =>
        _heard[source] = time.GetTimestamp() - AgeInTimestamps(SourceRules.Find(next.Sources, source)?.LastSeen);

    private DateTimeOffset Now => time.GetUtcNow();

    private TimeSpan Uptime => time.GetElapsedTime(_awake);

    private long AgeInTimestamps(DateTimeOffset? seen) =>
        (long)((Now - (seen ?? Now)).TotalSeconds * time.TimestampFrequency);
}

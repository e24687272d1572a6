using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NasOrleans.Alerts;
using NasOrleans.Fleet;
using NasOrleans.History;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace NasOrleans.Systems;

[GrainType("system")]
internal sealed partial class SystemGrain(
    [PersistentState("system", StorageNames.State)] IPersistentState<SystemState> stored,
    IEventLog events,
    IOptions<SystemOptions> options,
    TimeProvider time,
    ILogger<SystemGrain> log) : Grain, ISystemGrain
{
    private SystemState _state = new();
    private SystemState _persisted = new();
    private SystemSnapshot? _snapshot;
    private long _heard;
    private IGrainTimer? _timer;
    private bool _unwritten;
    private TenantId _tenant;
    private SystemId _id;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (_tenant, _, var id) = GrainKeys.Parse(this.GetPrimaryKeyString());
        _id = new(id);
        _heard = time.GetTimestamp();
        _state = _persisted = stored.State;
        _snapshot = SystemRules.Snapshot(_id, _state);
        if (HasMoreToDo) StartTicking();
        return Task.CompletedTask;
    }

    public Task<bool> EnsureAwake() => Task.FromResult(_snapshot is not null);

    public Task<SystemSnapshot?> GetSnapshot() => Task.FromResult(_snapshot);

    public Task<SystemOutcome> Add(SystemConfig config) => Command(SystemRules.Add(_state, config, Now));

    public Task<SystemOutcome> Change(SystemConfig config) => Command(SystemRules.Change(_state, config, Now));

    public Task<SystemOutcome> Remove(SystemId confirm) => confirm == _id
        ? Command(SystemRules.Remove(_state, Now))
        : throw new ArgumentException($"{confirm} was named to confirm the removal of {_id}.", nameof(confirm));

    public async Task<SystemOutcome> Seen(DateTimeOffset at)
    {
        var before = _snapshot;
        var (refusal, next) = SystemRules.Seen(_state, at, options.Value.Thresholds, Now);
        if (next != _state)
        {
            _heard = time.GetTimestamp() - AgeInTimestamps(next.LastSeen);
            await Observe(next);
        }

        return new() { Refusal = refusal, System = _snapshot, Before = before };
    }

    private Task Tick(CancellationToken cancellationToken) =>
        Observe(SystemRules.Judge(_state, time.GetElapsedTime(_heard), options.Value.Thresholds, Now));

    // What somebody ordered holds once it is written, and only then is it shown.
    private async Task<SystemOutcome> Command((SystemRefusal Refusal, SystemState Next) decision)
    {
        var before = _snapshot;
        if (decision.Refusal != SystemRefusal.None) return new() { Refusal = decision.Refusal, System = before };
        if (decision.Next != _state)
        {
            await Persist(decision.Next);
            Show(decision.Next);
        }
        return new() { System = _snapshot ?? before, Before = before };
    }

    // What was observed is true whether or not it can be written: shown at once, written with a later tick if need be.
    private async Task Observe(SystemState next)
    {
        try
        {
            await Persist(next);
            if (_unwritten) LogWrittenAgain(_id.Value);
            _unwritten = false;
        }
        catch (Exception e) when (e is not InconsistentStateException)
        {
            if (!_unwritten) LogUnwritten(e, _id.Value);
            _unwritten = true;
        }

        Show(next);
    }

    private async Task Persist(SystemState next)
    {
        if (!SystemRules.MustPersist(_persisted, next)) return;
        stored.State = next;
        await stored.WriteStateAsync();
        _persisted = next;
    }

    private void Show(SystemState next)
    {
        var before = _state;
        _state = next;
        _snapshot = SystemRules.Snapshot(_id, next);
        if (HasMoreToDo) StartTicking();
        else StopTicking();
        if (before.Status != next.Status && next.Config is not null) TellStatus(before.Status, next);
        Report();
        if (next.AlertPending) _ = DeliverAlert();
    }

    // A removed system stays until the alert book has heard of it.
    private bool HasMoreToDo => _snapshot is not null || _state.AlertPending;

    private void TellStatus(SystemStatus before, SystemState next)
    {
        LogStatus(_id.Value, before, next.Status);
        events.Post(new HistoryEvent
        {
            At = next.StatusSince,
            Tenant = _tenant.Value,
            Subject = "system:" + _id.Value,
            Kind = "system.status",
            Text = string.Create(CultureInfo.InvariantCulture, $"{next.Config!.Name} went from {before} to {next.Status}"),
        });
    }

    // Whole and unawaited: the next tick's report heals a lost one.
    private void Report()
    {
        var shard = GrainFactory.ShardOf(_tenant, _id);
        _ = _snapshot is { } snapshot ? shard.Report(snapshot) : shard.Forget(_id, _state.Revision);
    }

    // Not awaited by the turn that starts it; stays pending, and is told again by the next tick, until the book has answered.
    private async Task DeliverAlert()
    {
        var told = _state;
        var book = GrainFactory.SystemAlerts(_tenant, _id);
        try
        {
            await (SystemAlerts.Of(told) is { } alert ? book.Raise(alert) : book.Clear(SystemAlerts.Offline));
            if (_state.Status == told.Status && _state.Config == told.Config) _state = _state with { AlertPending = false };
        }
        catch (Exception e)
        {
            LogAlertNotDelivered(e, _id.Value);
        }
    }

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

    private DateTimeOffset Now => time.GetUtcNow();

    private long AgeInTimestamps(DateTimeOffset? seen) =>
        (long)((Now - (seen ?? Now)).TotalSeconds * time.TimestampFrequency);

    [LoggerMessage(LogEvents.SystemStatus, LogLevel.Information, "System {System} went from {Before} to {After}")]
    private partial void LogStatus(string system, SystemStatus before, SystemStatus after);

    [LoggerMessage(LogEvents.SystemUnwritten, LogLevel.Error, "What is observed of system {System} cannot be written; it is shown all the same and written later")]
    private partial void LogUnwritten(Exception exception, string system);

    [LoggerMessage(LogEvents.SystemWrittenAgain, LogLevel.Information, "What is observed of system {System} is written again")]
    private partial void LogWrittenAgain(string system);

    [LoggerMessage(LogEvents.SystemAlertUndelivered, LogLevel.Warning, "The alert book of system {System} did not answer; told again with the next tick")]
    private partial void LogAlertNotDelivered(Exception exception, string system);
}

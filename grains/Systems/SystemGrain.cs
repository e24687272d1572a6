using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NasOrleans.Alerts;
using NasOrleans.Fleet;
using NasOrleans.History;
using Orleans;
using Orleans.Runtime;

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
    private TenantId _tenant;
    private SystemId _id;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (_tenant, _, var id) = GrainKeys.Parse(this.GetPrimaryKeyString());
        _id = new(id);
        _heard = time.GetTimestamp();
        _state = _persisted = stored.State;
        _snapshot = SystemRules.Snapshot(_id, _state);
        if (_snapshot is not null) StartTicking();
        return Task.CompletedTask;
    }

    public Task<bool> EnsureAwake() => Task.FromResult(_snapshot is not null);

    public Task<SystemSnapshot?> GetSnapshot() => Task.FromResult(_snapshot);

    public Task<SystemOutcome> Add(SystemConfig config) => Apply(SystemRules.Add(_state, config, Now));

    public Task<SystemOutcome> Change(SystemConfig config) => Apply(SystemRules.Change(_state, config, Now));

    public Task<SystemOutcome> Remove(SystemId confirm) => confirm == _id
        ? Apply(SystemRules.Remove(_state, Now))
        : throw new ArgumentException($"{confirm} was named to confirm the removal of {_id}.", nameof(confirm));

    public Task<SystemOutcome> Seen(DateTimeOffset at)
    {
        var decision = SystemRules.Seen(_state, at, options.Value.Thresholds, Now);
        if (decision.Next != _state) _heard = time.GetTimestamp() - AgeInTimestamps(decision.Next.LastSeen);
        return Apply(decision);
    }

    private async Task Tick(CancellationToken cancellationToken)
    {
        var next = SystemRules.Judge(_state, time.GetElapsedTime(_heard), options.Value.Thresholds, Now);
        await Settle(next);
        Report();
        if (_state.AlertPending) _ = DeliverAlert();
    }

    private async Task<SystemOutcome> Apply((SystemRefusal Refusal, SystemState Next) decision)
    {
        var before = _snapshot;
        if (decision.Refusal != SystemRefusal.None) return new() { Refusal = decision.Refusal, System = before };
        if (decision.Next != _state)
        {
            await Settle(decision.Next);
            Report();
            if (_state.AlertPending) _ = DeliverAlert();
        }
        return new() { System = _snapshot ?? before, Before = before };
    }

    private async Task Settle(SystemState next)
    {
        var (before, known) = (_state, _snapshot);
        if (SystemRules.MustPersist(_persisted, next))
        {
            stored.State = next;
            await stored.WriteStateAsync();
            _persisted = next;
        }
        _state = next;
        _snapshot = SystemRules.Snapshot(_id, next);
        if (_snapshot is not null && known is null) StartTicking();
        if (_snapshot is null) StopTicking();
        if (before.Status != next.Status && next.Config is not null) TellStatus(before.Status, next);
    }

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
            if (_state.Status == told.Status) _state = _state with { AlertPending = false };
        }
        catch (Exception e)
        {
            LogAlertNotDelivered(e, _id.Value);
        }
    }

    private void StartTicking()
    {
        var period = options.Value.TickPeriod;
        _timer = this.RegisterGrainTimer(Tick, new GrainTimerCreationOptions(Jitter.Of(_id.Value, period), period) { KeepAlive = true });
    }

    private void StopTicking()
    {
        _timer?.Dispose();
        _timer = null;
        DeactivateOnIdle();
    }

    private DateTimeOffset Now => time.GetUtcNow();

    private long AgeInTimestamps(DateTimeOffset? seen) =>
        (long)((Now - (seen ?? Now)).TotalSeconds * time.TimestampFrequency);

    [LoggerMessage(LogEvents.SystemStatus, LogLevel.Information, "System {System} went from {Before} to {After}")]
    private partial void LogStatus(string system, SystemStatus before, SystemStatus after);

    [LoggerMessage(LogEvents.SystemAlertUndelivered, LogLevel.Warning, "The alert book of system {System} did not answer; told again with the next tick")]
    private partial void LogAlertNotDelivered(Exception exception, string system);
}

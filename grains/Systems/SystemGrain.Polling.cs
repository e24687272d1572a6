using System.Collections.Immutable;
using NasOrleans.Secrets;
using NasOrleans.Systems.Connections;
using NasOrleans.Systems.Inventory;
using NasOrleans.Systems.Polling;
using Orleans;
using Orleans.Runtime;

namespace NasOrleans.Systems;

// The input and output of a poll runs beside the turns of the grain and changes nothing itself: what it brings is told to the
// grain by a call like any other. So a slow NAS holds up nobody, neither its own commands nor the grain when it is to go.
internal sealed partial class SystemGrain
{
    private Poller? _poller;
    private PollPlan _plan = new();
    private TimeSpan _pollStarted;
    private IGrainTimer? _polls;
    private CancellationTokenSource? _reading;
    private SystemInventory? _inventory;
    private SystemInventory? _writtenInventory;
    private long _inventoryWritten;

    public Task<SystemInventory?> GetInventory() => Task.FromResult(_inventory);

    public Task Refresh(ImmutableArray<InventoryPart> parts)
    {
        if (_state.Connection is not { } connection || _polls is null) return Task.CompletedTask;
        _plan = PollRules.Pull(_plan, parts.IsDefaultOrEmpty ? PollRules.AllParts : parts, connection.Config, Uptime);
        Schedule(connection.Config);
        return Task.CompletedTask;
    }

    public async Task<SystemOutcome> Observe(SystemReport report)
    {
        var before = _snapshot;
        if (_state.Config is null) return new() { Refusal = SystemRefusal.NotFound };
        var polled = ConnectionRules.IsPolled(report.Source);
        if (polled && !IsOfThisConnection(report)) return new() { Refusal = SystemRefusal.NoConnection, System = before, Before = before };

        var next = report.Fault is { } fault ? SystemRules.Failed(_state, report.Source, fault.Message, Now).Next : Read(report);
        if (polled) Account(report);
        await Note(next == _state ? SystemRules.Revise(next, Now) : next);
        await KeepInventory();
        return new() { System = _snapshot, Before = before };
    }

    private void StartPolling(double? spread)
    {
        if (!Watches || _state.Connection is not { } connection || _polls is not null) return;
        _plan = PollRules.First(Uptime, connection.Config.PollInterval, spread);
        _polls = this.RegisterGrainTimer(Poll, new GrainTimerCreationOptions(PollRules.Delay(_plan, Uptime), connection.Config.PollInterval) { KeepAlive = true });
        metrics.Watch(_tenant, _id, ConnectionName!, _live.Health);
        _live = _live with { Polls = true };
    }

    private void StopPolling()
    {
        _polls?.Dispose();
        _polls = null;
        StopReading();
        if (_poller is { } poller) _ = poller.DisposeAsync().AsTask();
        _poller = null;
        metrics.Forget(_tenant, _id);
        _live = _live with { Polls = false, Health = HealthAsKept, Transport = new() };
    }

    // How polls went is not kept, but when one last succeeded is.
    private PollHealth HealthAsKept => new() { LastSuccess = SourceRules.Find(_state.Sources, ConnectionName ?? "")?.LastSeen };

    private Task Poll(CancellationToken cancellationToken)
    {
        if (!Watches || _state.Connection is not { } connection || _reading is not null) return Task.CompletedTask;
        _pollStarted = Uptime;
        var parts = PollRules.Due(_plan, connection.Config, _pollStarted);
        if (parts.IsEmpty) Schedule(connection.Config);
        else _ = ReadAndTell(connection, parts);
        return Task.CompletedTask;
    }

    private async Task ReadAndTell(ConnectionState connection, ImmutableHashSet<InventoryPart> parts)
    {
        using var reading = new CancellationTokenSource();
        _reading = reading;
        try
        {
            var report = await Read(connection, parts, reading.Token);
            if (reading.IsCancellationRequested) return;
            await TellDrives(report, reading.Token);
            if (!reading.IsCancellationRequested) await this.AsReference<ISystemGrain>().Observe(report);
        }
        catch (Exception) when (reading.IsCancellationRequested)
        {
            // Nobody waits for it any more.
        }
        catch (Exception e)
        {
            LogReportLost(e, _id.Value);
        }
        finally
        {
            if (_reading == reading) _reading = null;
        }
    }

    private void StopReading()
    {
        _reading?.Cancel();
        _reading = null;
    }

    private async Task<SystemReport> Read(ConnectionState connection, ImmutableHashSet<InventoryPart> parts, CancellationToken cancellationToken)
    {
        try
        {
            return await Session().ReadAsync(ConnectionRules.SourceName(connection.Config.Kind), parts, _plan.Failures > 0, cancellationToken);
        }
        catch (SecretException e)
        {
            return new() { Source = ConnectionName!, At = Now, Parts = [.. parts], Fault = Unopened(e) };
        }
    }

    private Poller Session() => _poller ??= pollers.Create(this.AsReference<ISystemGrain>(), _tenant, _id, _state.Connection!);

    private SystemState Read(SystemReport report)
    {
        var next = SystemRules.Seen(_state, report.Source, report.At, Watch, Now).Next;
        Hear(report.Source, next);
        if (report.Inventory is not { } fresh) return next;
        _inventory = Wanted(InventoryRules.Merge(_inventory, fresh, report.Parts, report.At));
        if (InventoryRules.Rebooted(_state.BootId, fresh))
        {
            LogRebooted(_id.Value);
            Post("system.rebooted", report.At, $"{_state.Config!.Name} has booted anew");
            // Devices may carry other names now.
            if (_state.Connection is { } connection) _plan = PollRules.Pull(_plan, PollRules.AllParts, connection.Config, Uptime);
        }

        _live = _live with { Essence = Essence() };
        return next with
        {
            BootId = fresh.Facts.BootId is { Length: > 0 } boot ? boot : next.BootId,
            Connection = next.Connection is { } connected ? ConnectionRules.SpokenTo(connected, report.Transport.Mode) : null,
        };
    }

    private void Account(SystemReport report)
    {
        var health = _live.Health;
        if (report.Fault is { } fault && health.Failures == 0) LogPollFails(_id.Value, fault.Error, fault.Stage, fault.Message);
        if (report.Fault is null && health.Failures > 0) LogPollSucceeds(_id.Value, health.Failures);
        health = health with
        {
            LastAttempt = report.At,
            LastDuration = report.Duration,
            LastSuccess = report.Fault is null ? report.At : health.LastSuccess,
            Failures = report.Fault is null ? 0 : health.Failures + 1,
            LastFault = report.Fault ?? health.LastFault,
        };
        _live = _live with { Health = health, Transport = report.Transport };
        metrics.Polled(_tenant, _id, report, health);
        if (_polls is null || _state.Connection is not { } connection) return;
        _plan = PollRules.After(_plan, report, connection.Config, _pollStarted, Uptime, Random.Shared.NextDouble());
        Schedule(connection.Config);
    }

    private void Schedule(ConnectionConfig config) => _polls?.Change(PollRules.Delay(_plan, Uptime), config.PollInterval);

    // A poll of a connection that was changed or deleted while it ran is no news of the one that is there now.
    private bool IsOfThisConnection(SystemReport report) =>
        _polls is not null && report.Source == ConnectionName && report.At - report.Duration >= _state.Connection!.SetAt;

    private void WakeInventory()
    {
        _writtenInventory = storedInventory.State.Inventory;
        _inventory = Wanted(_writtenInventory);
        _inventoryWritten = time.GetTimestamp();
        _live = new() { Essence = Essence(), Health = HealthAsKept };
    }

    private SystemInventory? Wanted(SystemInventory? inventory) => inventory is not null && _state.Connection is { } connection
        ? InventoryRules.Only(inventory, part => PollRules.Every(part, connection.Config) is not null)
        : inventory;

    private async Task KeepInventory()
    {
        if (_inventory is not { } inventory || inventory == _writtenInventory) return;
        if (!InventoryRules.MustPersist(_writtenInventory, inventory, time.GetElapsedTime(_inventoryWritten))) return;
        await TryWrite("inventory", async () =>
        {
            storedInventory.State = new() { Inventory = inventory };
            await storedInventory.WriteStateAsync();
            (_writtenInventory, _inventoryWritten) = (inventory, time.GetTimestamp());
        });
    }

    private async Task ForgetInventory()
    {
        (_inventory, _writtenInventory) = (null, null);
        if (storedInventory.RecordExists) await TryWrite("inventory", storedInventory.ClearStateAsync);
    }
}

using Microsoft.Extensions.Logging;
using NasOrleans.History;
using NasOrleans.Systems;
using NasOrleans.Systems.Inventory;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace NasOrleans.Drives;

[GrainType("drive")]
internal sealed partial class DriveGrain(
    [PersistentState("drive", StorageNames.State)] IPersistentState<DriveState> stored,
    IEventLog events,
    IMetricLog metrics,
    TimeProvider time,
    ILogger<DriveGrain> log) : Grain, IDriveGrain
{
    private DriveState _state = new();
    private DriveState _persisted = new();
    private DriveSnapshot? _snapshot;
    private Disk? _recorded;
    private DateTimeOffset? _recordedAt;
    private bool _unwritten;
    private TenantId _tenant;
    private DriveId _id;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (_tenant, _, var id) = GrainKeys.Parse(this.GetPrimaryKeyString());
        _id = new(id);
        _state = _persisted = stored.State;
        _snapshot = DriveRules.Snapshot(_id, _state);
        (_recorded, _recordedAt) = (_state.Disk, _state.LastSeen);
        return Task.CompletedTask;
    }

    public async Task<DriveSnapshot> Observe(SystemId system, Disk disk, DateTimeOffset at)
    {
        await Take(DriveRules.Observe(_state, system, disk, at, time.GetUtcNow()));
        return _snapshot!;
    }

    public async Task<DriveSnapshot?> Leave(SystemId system, DateTimeOffset at)
    {
        await Take(DriveRules.Leave(_state, system, at, time.GetUtcNow()));
        return _snapshot;
    }

    // What somebody wrote holds once it is on disk, and only then is it shown.
    public async Task<DriveOutcome> Note(DriveNote note)
    {
        var before = _snapshot;
        var next = DriveRules.Note(_state, note, time.GetUtcNow());
        if (next != _state)
        {
            await Persist(next);
            Show(next);
        }

        return new() { Drive = _snapshot, Before = before };
    }

    public Task<DriveSnapshot?> GetSnapshot() => Task.FromResult(_snapshot);

    // What was observed is true whether or not it can be written: shown at once, written with a later report if need be.
    private async Task Take(DriveState next)
    {
        if (next == _state) return;
        next = Record(next);
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

        foreach (var (kind, text) in DriveRules.News(_state, next))
            events.Post(new HistoryEvent { At = next.LastSeen ?? time.GetUtcNow(), Tenant = _tenant.Value, Subject = Subject, Kind = kind, Text = text });
        Show(next);
    }

    private DriveState Record(DriveState next)
    {
        var (whole, paced) = (SeriesRules.IsWholeDue(next), SeriesRules.IsPaceDue(_recordedAt, next));
        var due = SeriesRules.Due(_recorded, next, paced, whole);
        if (due.Length > 0) metrics.Post(_tenant.Value, Subject, [.. due.Select(point => new MetricPoint(point.Series, point.At, point.Value))]);
        if (whole || paced) (_recorded, _recordedAt) = (next.Disk, next.LastSeen);
        return whole ? DriveRules.Recorded(next, next.LastSeen!.Value) : next;
    }

    private async Task Persist(DriveState next)
    {
        if (!DriveRules.MustPersist(_persisted, next)) return;
        stored.State = next;
        await stored.WriteStateAsync();
        _persisted = next;
    }

    private void Show(DriveState next)
    {
        _state = next;
        _snapshot = DriveRules.Snapshot(_id, next);
    }

    private string Subject => DriveSeries.SubjectOf(_id);

    [LoggerMessage(LogEvents.DriveUnwritten, LogLevel.Error, "What is observed of drive {Drive} cannot be written; it is shown all the same and written later")]
    private partial void LogUnwritten(Exception exception, string drive);

    [LoggerMessage(LogEvents.DriveWrittenAgain, LogLevel.Information, "What is observed of drive {Drive} is written again")]
    private partial void LogWrittenAgain(string drive);
}

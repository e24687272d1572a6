using Microsoft.Extensions.Logging;
using NasOrleans.Systems;
using Orleans;
using Orleans.Runtime;

namespace NasOrleans.Fleet;

// The shards tell what is new, the rosters what there must be. The rosters are read when a shard has lost its memory and
// every few minutes: then systems that nobody has reported are asked themselves, and those on no roster are dropped.
[GrainType("fleet")]
internal sealed partial class FleetGrain(TimeProvider time, ILogger<FleetGrain> log) : Grain, IFleetGrain
{
    private static readonly TimeSpan ReconcileEvery = TimeSpan.FromMinutes(5);
    private const int AskedAtOnce = 64;

    private readonly FleetLedger _ledger = new(Guid.NewGuid());
    private readonly FleetCursor[] _cursors = new FleetCursor[GrainKeys.Shards];
    private long _pulled;
    private long _reconciled;
    private bool _shardForgot = true;
    private TenantId _tenant;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _tenant = GrainKeys.Parse(this.GetPrimaryKeyString()).Tenant;
        return Task.CompletedTask;
    }

    public async Task<FleetChanges> GetChanges(FleetCursor since, TimeSpan maxAge)
    {
        if (_pulled == 0 || time.GetElapsedTime(_pulled) >= maxAge) await Pull();
        return _ledger.Since(since);
    }

    private async Task Pull()
    {
        var startedAt = time.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, GrainKeys.Shards).Select(PullShard));
        if (_shardForgot || time.GetElapsedTime(_reconciled) >= ReconcileEvery) await Reconcile();
        _pulled = startedAt;
    }

    private async Task PullShard(int shard)
    {
        try
        {
            var changes = await GrainFactory.Shard(_tenant, shard).GetChanges(_cursors[shard]);
            if (changes.Cursor.Epoch != _cursors[shard].Epoch) _shardForgot = true;
            _cursors[shard] = changes.Cursor;
            foreach (var system in changes.Systems) _ledger.Put(system);
            foreach (var gone in changes.Removed) _ledger.Remove(gone);
        }
        catch (Exception e) when (e is TimeoutException or OrleansException)
        {
            LogShardSilent(e, shard);
        }
    }

    private async Task Reconcile()
    {
        try
        {
            var rosters = await Task.WhenAll(Enumerable.Range(0, GrainKeys.Rosters).Select(n => GrainFactory.Roster(n).GetMembers()));
            var expected = rosters.SelectMany(members => members).Select(SystemOf).OfType<SystemId>().ToHashSet();
            foreach (var gone in _ledger.Systems.Where(system => !expected.Contains(system.Id)).ToArray()) _ledger.Remove(new(gone.Id, gone.Revision));
            var silent = 0;
            foreach (var batch in expected.Where(id => !_ledger.Holds(id)).Chunk(AskedAtOnce))
                silent += (await Task.WhenAll(batch.Select(Answers))).Count(answered => !answered);
            if (silent > 0) LogSystemsSilent(silent);
            _shardForgot = false;
            _reconciled = time.GetTimestamp();
        }
        catch (Exception e) when (e is TimeoutException or OrleansException)
        {
            LogRosterSilent(e);
        }
    }

    private SystemId? SystemOf(string grainId)
    {
        var (tenant, noun, id) = GrainKeys.Parse(GrainId.Parse(grainId).Key.ToString()!);
        return tenant == _tenant && noun == "system" ? new SystemId(id) : null;
    }

    private async Task<bool> Answers(SystemId id)
    {
        try
        {
            if (await GrainFactory.System(_tenant, id).GetSnapshot() is { } system) _ledger.Put(system);
            return true;
        }
        catch (Exception)
        {
            // One that cannot be read is missing from the list until it reports; the others are not.
            return false;
        }
    }

    [LoggerMessage(LogEvents.ShardSilent, LogLevel.Warning, "Fleet shard {Shard} did not answer; its systems stand as last heard")]
    private partial void LogShardSilent(Exception exception, int shard);

    [LoggerMessage(LogEvents.RosterSilent, LogLevel.Warning, "A roster did not answer; the fleet may be incomplete until the next pull")]
    private partial void LogRosterSilent(Exception exception);

    [LoggerMessage(LogEvents.SystemsSilent, LogLevel.Warning, "{Systems} systems did not answer and are missing from the list until they report")]
    private partial void LogSystemsSilent(int systems);
}

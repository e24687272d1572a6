using System.Text.Json;
using NasOrleans.Api.Live;
using NasOrleans.Api.Power.Groups;
using NasOrleans.Api.Power.Sources;
using NasOrleans.Power;
using NasOrleans.Power.Groups;
using NasOrleans.Power.Sources;
using Orleans;
using Orleans.Runtime;

namespace NasOrleans.Api.Power.Live;

/// <summary>
/// One tenant's power, ready to be read by lists, feeds and metrics. It is pulled like a fleet, from the journal's directory and the
/// grains themselves, so that it also shows what there is while no storage answers. One that does not answer is shown as last heard of, with its age.
/// </summary>
internal sealed class PowerView : IDisposable
{
    private const int AskedAtOnce = 64;
    private static readonly TimeSpan PullLimit = TimeSpan.FromSeconds(5);

    private readonly TenantId _tenant;
    private readonly IGrainFactory _grains;
    private readonly ApiOptions _options;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _pulling = new(1);
    private long? _pulledAt;

    public PowerView(TenantId tenant, IGrainFactory grains, ApiOptions options, JsonSerializerOptions json, TimeProvider time)
    {
        (_tenant, _grains, _options, _time) = (tenant, grains, options, time);
        Sources = new(json, options.FeedBuffer, GetAsync);
        Groups = new(json, options.FeedBuffer, GetAsync);
    }

    public PowerShelf<PowerSourceSnapshot, ShelvedSource> Sources { get; }

    public PowerShelf<PowerGroupSnapshot, ShelvedGroup> Groups { get; }

    /// <summary>Those that did not answer the latest round.</summary>
    public int Silent { get; private set; }

    /// <summary>As it is by now: pulled here when nobody pulls regularly, as while only the power is served.</summary>
    public async Task GetAsync(CancellationToken cancellationToken)
    {
        if (_pulledAt is { } at && _time.GetElapsedTime(at) <= _options.ViewInterval * 3) return;
        await PullAsync(cancellationToken);
    }

    public async Task PullAsync(CancellationToken cancellationToken)
    {
        await _pulling.WaitAsync(cancellationToken);
        try
        {
            var begun = _time.GetTimestamp();
            var entries = await _grains.PowerDirectory(_tenant).GetEntries(_options.ViewInterval / 2).WaitAsync(PullLimit, _time, cancellationToken);
            var sources = await AskAll(entries.Sources.Select(id => id.Value).Union(Sources.Current.Items.Keys), id => _grains.PowerSource(_tenant, new(id)).GetSnapshot(), cancellationToken);
            var groups = await AskAll(entries.Groups.Select(id => id.Value).Union(Groups.Current.Items.Keys), id => _grains.PowerGroup(_tenant, new(id)).GetSnapshot(), cancellationToken);
            Sources.Take(sources.Heard, begun);
            Groups.Take(groups.Heard, begun);
            Silent = sources.Silent + groups.Silent;
            _pulledAt = begun;
        }
        finally
        {
            _pulling.Release();
        }
    }

    public TimeSpan SinceHeard(long at) => _time.GetElapsedTime(at);

    public void Put(PowerSourceSnapshot source) => Sources.Put(source, _time.GetTimestamp());

    public void Put(PowerGroupSnapshot group) => Groups.Put(group, _time.GetTimestamp());

    public void Remove(PowerSourceId id) => Sources.Remove(id.Value, _time.GetTimestamp());

    public void Remove(PowerGroupId id) => Groups.Remove(id.Value, _time.GetTimestamp());

    public void Dispose() => _pulling.Dispose();

    private async Task<(List<(string, Held<TSnapshot>?)> Heard, int Silent)> AskAll<TSnapshot>(
        IEnumerable<string> ids, Func<string, Task<TSnapshot?>> ask, CancellationToken cancellationToken)
        where TSnapshot : class
    {
        var heard = new List<(string, Held<TSnapshot>?)>();
        var silent = 0;
        foreach (var batch in ids.Chunk(AskedAtOnce))
        {
            foreach (var (id, answered, snapshot, at) in await Task.WhenAll(batch.Select(Ask)))
            {
                if (answered) heard.Add((id, snapshot is null ? null : new(snapshot, at)));
                else silent++;
            }
        }

        return (heard, silent);

        async Task<(string Id, bool Answered, TSnapshot? Snapshot, long At)> Ask(string id)
        {
            var asked = _time.GetTimestamp();
            try
            {
                return (id, true, await ask(id).WaitAsync(PullLimit, _time, cancellationToken), asked);
            }
            catch (Exception exception) when (exception is TimeoutException or OrleansException)
            {
                // It stays as it was heard of last, and grows old in sight of everybody.
                return (id, false, null, asked);
            }
        }
    }
}

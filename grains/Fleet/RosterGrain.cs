using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;

namespace NasOrleans.Fleet;

[GrainType("roster")]
internal sealed partial class RosterGrain(
    [PersistentState("roster", StorageNames.State)] IPersistentState<RosterState> stored,
    TimeProvider time,
    ILogger<RosterGrain> log) : Grain, IRosterGrain
{
    private const int WokenAtOnce = 64;

    private ImmutableSortedSet<string> _members = [];
    private ImmutableDictionary<string, DateTimeOffset> _emptySince = ImmutableDictionary<string, DateTimeOffset>.Empty;
    private readonly Dictionary<string, long> _addedAt = new(StringComparer.Ordinal);
    private RosterReport _report = new();
    private long? _lastRound;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _members = stored.State.Members.WithComparer(StringComparer.Ordinal);
        return Task.CompletedTask;
    }

    public Task Add(string grainId)
    {
        _addedAt[grainId] = time.GetTimestamp();
        _emptySince = _emptySince.Remove(grainId);
        return Write(_members.Add(grainId));
    }

    // A removal may come late, when the same id is being added anew: then it waits for the strike-off, which looks again.
    public async Task Remove(string grainId)
    {
        if (!_members.Contains(grainId) || !RosterRules.MayRemove(SinceAdded(grainId)) || await IsAwake(grainId)) return;
        _addedAt.Remove(grainId);
        await Write(_members.Remove(grainId));
    }

    public Task<ImmutableArray<string>> GetMembers() => Task.FromResult(_members.ToImmutableArray());

    // Interleaves with Add and Remove, so that a slow member keeps nobody from being added; only they write.
    public async Task<RosterReport> EnsureAwake(TimeSpan interval)
    {
        if (!RosterRules.IsDue(_lastRound is { } last ? time.GetElapsedTime(last) : null, interval)) return _report;
        _lastRound = time.GetTimestamp();
        var (awake, empty, failed) = await WakeAll(_members);
        _emptySince = RosterRules.Note(_emptySince, empty, time.GetUtcNow());
        _report = new() { Members = _members.Count, Awake = awake, Failed = failed };
        foreach (var member in RosterRules.ToStrikeOff(_emptySince, time.GetUtcNow()))
        {
            LogStruckOff(member);
            await this.AsReference<IRosterGrain>().Remove(member);
        }

        return _report;
    }

    private async Task<(int Awake, List<string> Empty, int Failed)> WakeAll(ImmutableSortedSet<string> members)
    {
        var awake = 0;
        var failed = 0;
        var empty = new List<string>();
        foreach (var batch in members.Chunk(WokenAtOnce)) await Task.WhenAll(batch.Select(Wake));
        if (failed > 0) LogNotAwake(failed, members.Count, this.GetPrimaryKeyString());
        return (awake, empty, failed);

        async Task Wake(string member)
        {
            try
            {
                if (await IsAwake(member)) awake++;
                else empty.Add(member);
            }
            catch (Exception)
            {
                // One that does not wake must not keep the others asleep; the count is logged and the next round tries again.
                failed++;
            }
        }
    }

    private TimeSpan? SinceAdded(string member) => _addedAt.TryGetValue(member, out var at) ? time.GetElapsedTime(at) : null;

    private Task<bool> IsAwake(string member) => GrainFactory.GetGrain<IWakeable>(GrainId.Parse(member)).EnsureAwake();

    private async Task Write(ImmutableSortedSet<string> members)
    {
        if (ReferenceEquals(members, _members)) return;
        stored.State = new RosterState { Members = members };
        await stored.WriteStateAsync();
        _members = members;
    }

    [LoggerMessage(LogEvents.MembersAsleep, LogLevel.Warning, "{Failed} of {Members} grains of {Roster} did not wake; tried again with the next round")]
    private partial void LogNotAwake(int failed, int members, string roster);

    [LoggerMessage(LogEvents.MemberStruckOff, LogLevel.Information, "{Member} was struck off its roster: nothing stands behind it")]
    private partial void LogStruckOff(string member);
}

using NasOrleans.Power.Journal;
using Orleans;

namespace NasOrleans.Power.Listing;

[GrainType("power-directory")]
internal sealed class PowerDirectoryGrain(IPowerJournal journal, TimeProvider time) : Grain, IPowerDirectoryGrain
{
    private PowerDirectory _read = new();
    private long? _readAt;

    public async Task<PowerDirectory> GetEntries(TimeSpan maxAge)
    {
        if (_readAt is { } at && time.GetElapsedTime(at) <= maxAge) return _read;
        var asked = time.GetTimestamp();
        var (tenant, _, _) = GrainKeys.Parse(this.GetPrimaryKeyString());
        var keys = await journal.ListAsync(GrainKeys.PrefixOf(tenant), CancellationToken.None);
        (_read, _readAt) = (PowerDirectoryRules.Of(keys), asked);
        return _read;
    }
}

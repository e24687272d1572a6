using NasOrleans.Api.Errors;
using NasOrleans.Systems;
using NasOrleans.Systems.Inventory;
using Orleans;

namespace NasOrleans.Api.Resources;

/// <summary>What is known of a system beyond what lists keep, or why it could not be had.</summary>
internal readonly record struct Details(SystemInventory? Inventory, string? Missing);

/// <summary>Fetches the details of the systems on a page, some at a time.</summary>
internal sealed class DetailSource(IGrainFactory grains)
{
    private const int AskedAtOnce = 8;

    public async Task<Dictionary<SystemId, Details>> OfAsync(TenantId tenant, IEnumerable<Resource> page)
    {
        var systems = page.Select(resource => resource.System).DistinctBy(system => system.Id).Where(WasRead).ToArray();
        var all = new Dictionary<SystemId, Details>();
        foreach (var batch in systems.Chunk(AskedAtOnce))
        {
            var read = await Task.WhenAll(batch.Select(system => ReadAsync(tenant, system.Id)));
            foreach (var (system, details) in batch.Zip(read)) all[system.Id] = details;
        }

        return all;
    }

    private static bool WasRead(SystemSnapshot system) => system.Essence is { HostName.Length: > 0 } or { Parts.IsEmpty: false } or { Drives.IsEmpty: false };

    // One system that does not answer must not take the list of all others with it.
    private async Task<Details> ReadAsync(TenantId tenant, SystemId id)
    {
        try
        {
            return new(await grains.System(tenant, id).GetInventory(), null);
        }
        catch (Exception exception) when (Fault.LeavesOutcomeOpen(exception))
        {
            return new(null, "The system did not answer in time.");
        }
    }
}

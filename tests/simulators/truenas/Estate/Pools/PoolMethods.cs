using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Jobs;
using NasOrleans.Simulators.TrueNas.Methods;
using NasOrleans.Simulators.TrueNas.Query;

namespace NasOrleans.Simulators.TrueNas.Estate.Pools;

/// <summary>pool.* and boot.*, without datasets and snapshots.</summary>
internal sealed class PoolMethods : IMethods
{
    public static IEnumerable<Method> All =>
    [
        Method.Query("pool.query", "POOL_READ", Query),
        new("pool.get_instance") { Role = "POOL_READ", Parameters = ["id", "options?"], Body = (call, arguments) => PoolRows.Row(call.Appliance.Estate, Instance(call.Appliance.Estate, arguments)) },
        new("pool.get_disks") { Role = "POOL_READ", Parameters = ["id?"], Body = GetDisks },
        new("pool.is_upgraded") { Role = "POOL_READ", Parameters = ["id"], Body = (call, arguments) => Instance(call.Appliance.Estate, arguments) is not null },
        new("pool.scrub") { Role = "POOL_WRITE", Parameters = ["id", "action"], Job = Scrub, Check = CheckAction, IsAbortable = true, Lock = arguments => $"pool_scrub_{arguments[0]}" },
        new("pool.offline") { Role = "POOL_WRITE", Parameters = ["id", "options"], Body = (call, arguments) => SetMember(call, arguments, MemberState.Offline) },
        new("pool.online") { Role = "POOL_WRITE", Parameters = ["id", "options"], Body = (call, arguments) => SetMember(call, arguments, MemberState.Online) },
        new("pool.replace") { Role = "POOL_WRITE", Parameters = ["id", "options"], Job = Replace, Lock = arguments => $"pool_replace_{arguments[0]}" },
        new("boot.get_state") { Role = "READONLY_ADMIN", Body = BootState },
        new("boot.get_disks") { Role = "READONLY_ADMIN", Body = (call, _) => Disks(call.Appliance.Estate, call.Appliance.Estate.Pools.Boot) },
        new("zfs.pool.query") { Until = Release.V2510, IsPrivate = true, IsQuery = true, Parameters = ["query-filters?", "query-options?"], Body = ZfsQuery },
    ];

    private static JsonNode? Query(CallContext call, JsonArray arguments)
    {
        var estate = call.Appliance.Estate;
        return QueryEngine.Query(arguments, options => estate.ImportedPools.Select(pool =>
        {
            var row = PoolRows.Row(estate, pool);
            if (options.ExtraFlag("is_upgraded")) row["is_upgraded"] = true;
            return row;
        }));
    }

    private static JsonNode? ZfsQuery(CallContext call, JsonArray arguments)
    {
        var estate = call.Appliance.Estate;
        return QueryEngine.Query(arguments, estate.ImportedPools.Where(pool => !pool.IsOffline).Append(estate.Pools.Boot).Select(pool => ZfsPoolRows.Row(estate, pool)));
    }

    private static JsonObject BootState(CallContext call, JsonArray arguments)
    {
        var estate = call.Appliance.Estate;
        return call.Release.IsScale() ? PoolRows.Row(estate, estate.Pools.Boot) : ZfsPoolRows.Row(estate, estate.Pools.Boot);
    }

    private static JsonArray GetDisks(CallContext call, JsonArray arguments)
    {
        var estate = call.Appliance.Estate;
        return arguments.ElementAtOrDefault(0) is null
            ? [.. estate.ImportedPools.SelectMany(pool => Disks(estate, pool)).Select(name => name!.DeepClone())]
            : Disks(estate, Instance(estate, arguments));
    }

    private static JsonArray Disks(NasEstate estate, Pool pool) =>
        Rows.Texts(pool.Members.Select(member => estate.Shelf.BayOf(member.Drive)?.Name).OfType<string>());

    private static Pool Instance(NasEstate estate, JsonArray arguments)
    {
        var id = arguments[0] is JsonValue value && value.TryGetValue(out int number) ? number : throw MethodError.Invalid("id", "Input should be a valid integer");
        return estate.ImportedPools.FirstOrDefault(pool => pool.Id == id) ?? throw MethodError.Invalid("", $"Pool {id} does not exist", Errno.ENOENT);
    }

    private static void CheckAction(JsonArray arguments)
    {
        arguments[0].Int("id");
        if (arguments[1]?.ToString() is not ("START" or "STOP" or "PAUSE")) throw MethodError.Invalid("action", "Input should be 'START', 'STOP' or 'PAUSE'");
    }

    private static async Task<JsonNode?> Scrub(JobContext job, JsonArray arguments)
    {
        var estate = job.Appliance.Estate;
        var pool = Instance(estate, arguments);
        switch (arguments.ElementAtOrDefault(1)?.ToString())
        {
            case "START":
                if (pool.Scan?.StateAt(estate.Now) == ScanState.Scanning && pool.Scan.Paused is null) throw new MethodError(Errno.EBUSY, $"currently scrubbing {pool.Name}");
                estate.Pools.StartScrub(pool.Name);
                break;
            case "STOP":
                estate.Pools.StopScrub(pool.Name);
                return null;
            default:
                estate.Pools.PauseScrub(pool.Name);
                return null;
        }
        await FollowScan(job, pool.Name);
        return null;
    }

    private static async Task<JsonNode?> Replace(JobContext job, JsonArray arguments)
    {
        var estate = job.Appliance.Estate;
        var pool = Instance(estate, arguments);
        var (label, disk) = (arguments.Option(1, "label")?.ToString(), arguments.Option(1, "disk")?.ToString());
        var old = MemberByLabel(pool, label);
        var bay = estate.Shelf.FindIdentifier(disk ?? "") ?? throw MethodError.Invalid("options.disk", "Disk not found.", Errno.ENOENT);
        if (estate.Pools.Uses(bay.Drive)) throw MethodError.Invalid("options.disk", "Disk is already in use.", Errno.EBUSY);
        estate.Pools.Replace(pool.Name, old.Drive, bay.Drive);
        await FollowScan(job, pool.Name);
        return true;
    }

    private static async Task FollowScan(JobContext job, string name)
    {
        var estate = job.Appliance.Estate;
        while (estate.Pools[name].Scan is { } scan && scan.StateAt(estate.Now) == ScanState.Scanning)
        {
            job.Progress(100 * scan.PartAt(estate.Now), scan.Function == ScanFunction.Scrub ? "Scrubbing" : "Resilvering");
            await job.Delay(TimeSpan.FromSeconds(2));
            if (job.IsHurried) estate.Pools.FinishScan(name);
        }
    }

    private static JsonNode? SetMember(CallContext call, JsonArray arguments, MemberState state)
    {
        var estate = call.Appliance.Estate;
        var pool = Instance(estate, arguments);
        estate.Pools.Fault(pool.Name, MemberByLabel(pool, arguments.Option(1, "label")?.ToString()).Drive, state);
        return true;
    }

    /// <summary>A label is the guid of a vdev.</summary>
    private static Member MemberByLabel(Pool pool, string? label) =>
        pool.Members.FirstOrDefault(member => member.Guid == label) ?? throw MethodError.Invalid("options.label", $"Label {label} not found on this pool.", Errno.ENOENT);
}

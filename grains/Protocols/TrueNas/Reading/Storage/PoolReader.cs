using System.Collections.Immutable;
using System.Text.Json;
using NasOrleans.Protocols.TrueNas.Wire;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Protocols.TrueNas.Reading.Storage;

/// <summary>Pools with their topology and their last scan.</summary>
internal static class PoolReader
{
    private static readonly ImmutableArray<string> Roles = ["data", "special", "dedup", "log", "cache", "spare"];

    public static async Task<ImmutableArray<Pool>> ReadAsync(ReadContext context)
    {
        var pools = await context.AskAsync("pool.query", answer => answer.Items().Select(Of).ToImmutableArray());
        if (context.Can.PoolsHaveSizes || pools.IsEmpty) return pools;
        // CORE tells the size of a pool only by its first dataset.
        var roots = await context.TryAskAsync("pool.dataset.query", answer => answer.Items().Select(DatasetReader.Of).ToArray(),
            """[[["id","~","^[^/]+$"]],{"select":["id","pool","used","available"]}]""") ?? [];
        return [.. pools.Select(pool => Sized(pool, roots.FirstOrDefault(root => root.Name == pool.Name)))];
    }

    public static Task<Pool> BootAsync(ReadContext context) => context.AskAsync("boot.get_state", answer => Of(answer) with { IsBoot = true });

    public static Pool Of(JsonElement pool)
    {
        var properties = pool.Field("properties");
        return new Pool
        {
            Name = pool.Text("name") ?? "",
            Guid = pool.Text("guid") ?? "",
            Status = pool.Text("status") ?? "",
            Healthy = pool.Flag("healthy"),
            StatusDetail = pool.Text("status_detail"),
            SizeBytes = pool.Integer("size") ?? properties.Zfs("size").AsInteger(),
            AllocatedBytes = pool.Integer("allocated") ?? properties.Zfs("allocated").AsInteger(),
            FreeBytes = pool.Integer("free") ?? properties.Zfs("free").AsInteger(),
            FragmentationPercent = pool.Number("fragmentation") ?? properties.Zfs("fragmentation").AsNumber(),
            Scan = Scan(pool.Field("scan")),
            Topology = Topology(pool.Field("topology").IsThere() ? pool.Field("topology") : pool.Field("groups")),
        };
    }

    private static Pool Sized(Pool pool, Dataset? root) => root is { UsedBytes: { } used, AvailableBytes: { } free }
        ? pool with { SizeBytes = used + free, AllocatedBytes = used, FreeBytes = free } : pool;

    private static PoolScan? Scan(JsonElement scan) => scan.Text("function") is { Length: > 0 } function ? new PoolScan
    {
        Function = function,
        State = scan.Text("state") ?? "",
        StartedAt = scan.Date("start_time"),
        EndedAt = scan.Date("end_time"),
        Percent = scan.Number("percentage"),
        Errors = scan.Integer("errors"),
        SecondsLeft = scan.Integer("total_secs_left"),
    } : null;

    private static ImmutableArray<Vdev> Topology(JsonElement topology) =>
        [.. Roles.SelectMany(role => topology.Items(role).Select(node => Node(node) with { Role = role }))];

    private static Vdev Node(JsonElement node)
    {
        var stats = node.Field("stats");
        return new Vdev
        {
            Type = node.Text("type")?.ToUpperInvariant() ?? "",
            Name = node.Text("name") ?? node.Text("path") ?? "",
            Guid = node.Text("guid") ?? "",
            Status = node.Text("status") ?? "",
            Disk = node.Text("disk"),
            ReadErrors = stats.Integer("read_errors") ?? 0,
            WriteErrors = stats.Integer("write_errors") ?? 0,
            ChecksumErrors = stats.Integer("checksum_errors") ?? 0,
            Children = [.. node.Items("children").Select(Node)],
        };
    }
}

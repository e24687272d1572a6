using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Estate.Drives;
using NasOrleans.Simulators.TrueNas.Methods;
using NasOrleans.Simulators.TrueNas.Query;

namespace NasOrleans.Simulators.TrueNas.Estate.Pools;

/// <summary>zpool.query, public from 26 on: whole numbers for guids, other names for the same things.</summary>
internal sealed class ZpoolMethods : IMethods
{
    public static IEnumerable<Method> All => [new("zpool.query") { Since = Release.V26, Role = "POOL_READ", Parameters = ["data?"], Body = Query }];

    private static JsonArray Query(CallContext call, JsonArray arguments)
    {
        var estate = call.Appliance.Estate;
        var names = arguments.Option(0, "pool_names")?.Texts("data.pool_names");
        var properties = arguments.Option(0, "properties")?.Texts("data.properties") ?? [];
        var (withTopology, withScan) = (arguments.Option(0, "topology")?.Bool("data.topology") ?? false, arguments.Option(0, "scan")?.Bool("data.scan") ?? false);
        return Rows.Of(estate.ImportedPools.Where(pool => !pool.IsOffline && names?.Contains(pool.Name) != false).Select(pool => new JsonObject
        {
            ["name"] = pool.Name,
            ["guid"] = pool.GuidNumber,
            ["status"] = estate.Pools.Status(pool),
            ["healthy"] = estate.Pools.Status(pool) == "ONLINE",
            ["warning"] = false,
            ["status_code"] = estate.Pools.Status(pool) == "ONLINE" ? "OK" : "FAULTED_DEV_R",
            ["status_detail"] = null,
            ["properties"] = properties.Length == 0 ? null : Properties(estate, pool, properties),
            ["topology"] = withTopology ? Topology(estate, pool) : null,
            ["scan"] = withScan ? PoolRows.ScanRow(pool.Scan, estate.Now) : null,
            ["expand"] = null,
            ["features"] = null,
        }));
    }

    private static JsonObject Properties(NasEstate estate, Pool pool, string[] names)
    {
        var (size, allocated) = (PoolRules.RawSize(pool), PoolBook.Allocated(pool));
        var known = new Dictionary<string, JsonNode>
        {
            ["size"] = size,
            ["allocated"] = allocated,
            ["free"] = size - allocated,
            ["fragmentation"] = pool.Fragmentation,
            ["capacity"] = (int)(pool.Fill * 100),
            ["health"] = estate.Pools.Status(pool),
        };
        var row = new JsonObject();
        foreach (var name in names)
        {
            if (!known.TryGetValue(name, out var value)) throw MethodError.Invalid("data.properties", $"'{name}' is not a property of a pool");
            row[name] = new JsonObject { ["raw"] = value.ToString(), ["source"] = "NONE", ["value"] = value.DeepClone() };
        }
        return row;
    }

    private static JsonObject Topology(NasEstate estate, Pool pool) => new()
    {
        ["data"] = Rows.Of(pool.Data.Select((vdev, index) => Node(
            $"{vdev.Kind.ToString().ToLowerInvariant()}-{index}", vdev.Kind.ToString().ToLowerInvariant(), vdev.Id, vdev.Id, PoolRules.VdevStatus(vdev, estate.Pools.IsPresent), PoolRules.RawSize(vdev),
            vdev.Members.Select(member => Leaf(estate, member, vdev.Id))))),
        ["log"] = Leaves(estate, pool.Log),
        ["cache"] = Leaves(estate, pool.Cache),
        ["spares"] = Leaves(estate, pool.Spares),
        ["special"] = new JsonArray(),
        ["dedup"] = new JsonArray(),
    };

    private static JsonArray Leaves(NasEstate estate, IEnumerable<Member> members) => Rows.Of(members.Select(member => Leaf(estate, member, member.Id)));

    private static JsonObject Leaf(NasEstate estate, Member member, ulong top)
    {
        var bay = estate.Shelf.BayOf(member.Drive);
        var name = bay is null ? member.PartitionUuid : DriveNames.Partition(estate.Release, bay.Name, DriveNames.DataPartition(estate.Release));
        return Node(name, "disk", member.Id, top, PoolRules.MemberStatus(member, bay is not null), member.Drive.Model.Bytes, []);
    }

    private static JsonObject Node(string name, string type, ulong id, ulong top, string state, long size, IEnumerable<JsonObject> children) => new()
    {
        ["name"] = name,
        ["vdev_type"] = type,
        ["guid"] = id,
        ["state"] = state,
        ["top_guid"] = top,
        ["stats"] = new JsonObject { ["size"] = size, ["read_errors"] = 0, ["write_errors"] = 0, ["checksum_errors"] = 0 },
        ["children"] = Rows.Of(children),
    };
}

using System.Collections.Immutable;
using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Estate.Drives;

namespace NasOrleans.Simulators.TrueNas.Estate.Pools;

/// <summary>The tree of vdevs and drives under a pool.</summary>
internal static class TopologyRows
{
    public static JsonObject Topology(NasEstate estate, Pool pool) => new()
    {
        ["data"] = Data(estate, pool),
        ["log"] = Leaves(estate, pool.Log),
        ["cache"] = Leaves(estate, pool.Cache),
        ["spare"] = Leaves(estate, pool.Spares),
        ["special"] = new JsonArray(),
        ["dedup"] = new JsonArray(),
    };

    public static JsonArray Data(NasEstate estate, Pool pool)
    {
        var nodes = new JsonArray();
        foreach (var (vdev, index) in pool.Data.Select((vdev, index) => (vdev, index)))
        {
            if (vdev.Kind == VdevKind.Stripe)
            {
                foreach (var member in vdev.Members) nodes.Add(Leaf(estate, member));
            }
            else
            {
                nodes.Add(Group(estate, vdev, index));
            }
        }
        return nodes;
    }

    private static JsonArray Leaves(NasEstate estate, ImmutableArray<Member> members) => [.. members.Select(member => Leaf(estate, member))];

    private static JsonObject Group(NasEstate estate, Vdev vdev, int index)
    {
        var kind = vdev.Kind.ToString();
        var node = Node($"{kind.ToLowerInvariant()}-{index}", kind.ToUpperInvariant(), null, vdev.Guid, PoolRules.VdevStatus(vdev, estate.Pools.IsPresent));
        node["stats"] = Stats(estate, PoolRules.RawSize(vdev), new Member(vdev.Members[0].Drive, 0));
        node["children"] = new JsonArray([.. vdev.Members.Select(member => member.Replacement is null ? Leaf(estate, member) : Replacing(estate, member))]);
        return node;
    }

    private static JsonObject Replacing(NasEstate estate, Member member)
    {
        var node = Node("replacing-0", "REPLACING", null, $"{member.Id + 2}", "DEGRADED");
        node["stats"] = Stats(estate, 0, new Member(member.Drive, 0));
        node["children"] = new JsonArray(Leaf(estate, member), Leaf(estate, member.Replacement!));
        return node;
    }

    private static JsonObject Leaf(NasEstate estate, Member member)
    {
        var bay = estate.Shelf.BayOf(member.Drive);
        var status = PoolRules.MemberStatus(member, bay is not null);
        var name = estate.Release.IsScale() ? member.PartitionUuid : $"gptid/{member.PartitionUuid}";
        var path = estate.Release.IsScale() ? $"/dev/disk/by-partuuid/{name}" : $"/dev/{name}";
        var node = Node(name, "DISK", path, member.Guid, status);
        node["stats"] = Stats(estate, 0, member);
        node["device"] = bay is null ? null : DriveNames.Partition(estate.Release, bay.Name, DriveNames.DataPartition(estate.Release));
        node["disk"] = bay?.Name;
        node["unavail_disk"] = bay is null && estate.Shelf.Gone.FirstOrDefault(gone => gone.Drive == member.Drive) is { } gone
            ? DiskRows.Row(estate, gone, withPool: false)
            : null;
        return node;
    }

    private static JsonObject Node(string name, string type, string? path, string guid, string status)
    {
        var node = new JsonObject { ["name"] = name, ["type"] = type, ["path"] = path, ["guid"] = guid, ["status"] = status, ["stats"] = null, ["children"] = new JsonArray() };
        if (type == "DISK") (node["device"], node["disk"]) = (null, null);
        node["unavail_disk"] = null;
        return node;
    }

    private static JsonObject Stats(NasEstate estate, long size, Member errors) => new()
    {
        ["timestamp"] = estate.Now.ToUnixTimeMilliseconds() * 1_000_000,
        ["read_errors"] = errors.ReadErrors,
        ["write_errors"] = errors.WriteErrors,
        ["checksum_errors"] = errors.ChecksumErrors,
        ["ops"] = new JsonArray(0, 145, 5120, 0, 0, 0, 0),
        ["bytes"] = new JsonArray(0, 778240, 90112000, 0, 0, 0, 0),
        ["size"] = size,
        ["allocated"] = size / 3,
        ["fragmentation"] = 0,
        ["self_healed"] = 0,
        ["configured_ashift"] = 12,
        ["logical_ashift"] = 9,
        ["physical_ashift"] = 12,
    };
}

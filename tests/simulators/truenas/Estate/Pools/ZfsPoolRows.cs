using System.Text.Json.Nodes;

namespace NasOrleans.Simulators.TrueNas.Estate.Pools;

/// <summary>The raw shape: boot.get_state on CORE, and the private zfs.pool.query.</summary>
internal static class ZfsPoolRows
{
    public static JsonObject Row(NasEstate estate, Pool pool)
    {
        var (status, size, allocated) = (estate.Pools.Status(pool), PoolRules.RawSize(pool), PoolBook.Allocated(pool));
        var groups = TopologyRows.Topology(estate, pool);
        return new()
        {
            ["id"] = pool.Name,
            ["name"] = pool.Name,
            ["guid"] = pool.Guid,
            ["hostname"] = estate.Appliance.Name,
            ["status"] = status,
            ["healthy"] = status == "ONLINE",
            ["error_count"] = 0,
            ["root_dataset"] = new JsonObject { ["id"] = pool.Name, ["name"] = pool.Name, ["pool"] = pool.Name, ["type"] = "FILESYSTEM" },
            ["properties"] = new JsonObject
            {
                ["size"] = Rows.Property(size),
                ["allocated"] = Rows.Property(allocated),
                ["free"] = Rows.Property(size - allocated),
                ["capacity"] = Rows.Property((long)(pool.Fill * 100), $"{(int)(pool.Fill * 100)}", $"{(int)(pool.Fill * 100)}%", "NONE"),
                ["fragmentation"] = Rows.Property(pool.Fragmentation, $"{pool.Fragmentation}", $"{pool.Fragmentation}%", "NONE"),
                ["health"] = Rows.Property(status, status, status, "NONE"),
            },
            ["features"] = new JsonArray(),
            ["scan"] = PoolRows.ScanRow(pool.Scan, estate.Now),
            ["root_vdev"] = new JsonObject { ["type"] = "root", ["status"] = status, ["guid"] = pool.Guid },
            ["groups"] = groups,
            ["status_code"] = status == "ONLINE" ? "OK" : "FAULTED_DEV_R",
            ["status_detail"] = null,
        };
    }
}

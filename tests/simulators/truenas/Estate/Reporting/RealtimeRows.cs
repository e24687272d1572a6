using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Appliances;

namespace NasOrleans.Simulators.TrueNas.Estate.Reporting;

/// <summary>The fields of reporting.realtime, which had three generations.</summary>
internal static class RealtimeRows
{
    private const int Cores = 4;

    public static JsonObject Fields(NasEstate estate, int number) =>
        estate.Release >= Release.V2504 ? Current(estate) : Early(estate, isFirst: number == 0);

    private static JsonObject Current(NasEstate estate)
    {
        var (now, release) = (estate.Now, estate.Release);
        var cpu = new JsonObject { ["cpu"] = new JsonObject { ["usage"] = Load.Cpu(estate, now), ["temp"] = 44 } };
        for (var core = 0; core < Cores; core++) cpu[$"cpu{core}"] = new JsonObject { ["usage"] = Load.Cpu(estate, now.AddSeconds(core * 20)), ["temp"] = 42 + core };
        var fields = new JsonObject
        {
            ["cpu"] = cpu,
            ["disks"] = Disks(estate),
            ["interfaces"] = Interfaces(estate),
            ["memory"] = new JsonObject
            {
                ["arc_size"] = Load.ArcSize(estate, now),
                ["arc_free_memory"] = Load.MemoryAvailable(estate, now) / 2,
                ["arc_available_memory"] = Load.MemoryAvailable(estate, now) / 2,
                ["physical_memory_total"] = Load.Memory,
                ["physical_memory_available"] = Load.MemoryAvailable(estate, now),
            },
            ["zfs"] = new JsonObject
            {
                ["demand_accesses_per_second"] = 120,
                ["demand_data_accesses_per_second"] = 80,
                ["demand_metadata_accesses_per_second"] = 40,
                ["demand_data_hits_per_second"] = 78,
                ["demand_data_io_hits_per_second"] = 0,
                ["demand_data_misses_per_second"] = 2,
                ["demand_data_hit_percentage"] = 97.5,
            },
        };
        if (release >= Release.V2510) fields["pools"] = PoolSizes(estate);
        return fields;
    }

    private static JsonObject Early(NasEstate estate, bool isFirst)
    {
        var now = estate.Now;
        var isNetdata = estate.Release >= Release.Scale2404;
        var available = Load.MemoryAvailable(estate, now);
        var memory = new JsonObject
        {
            ["classes"] = new JsonObject { ["page_tables"] = 20L << 20, ["arc"] = Load.ArcSize(estate, now), ["apps"] = 2L << 30, ["unused"] = available },
            ["extra"] = new JsonObject { ["inactive"] = 0, ["committed"] = 3L << 30, ["active"] = 1L << 30 },
        };
        if (!isNetdata) memory["swap"] = new JsonObject { ["used"] = 0, ["total"] = 2L << 30 };
        var fields = new JsonObject
        {
            ["memory"] = memory,
            ["virtual_memory"] = new JsonObject
            {
                ["total"] = Load.Memory,
                ["available"] = available,
                ["percent"] = Math.Round(100.0 * (Load.Memory - available) / Load.Memory, 1),
                ["used"] = Load.Memory - available,
                ["free"] = available / 2,
            },
            ["zfs"] = new JsonObject { ["arc_size"] = Load.ArcSize(estate, now), ["arc_max_size"] = Load.Memory / 2, ["cache_hit_ratio"] = 97.5 },
            ["interfaces"] = Interfaces(estate),
        };
        if (isNetdata) fields["failed_to_connect"] = false;
        // Rates need two measurements.
        if (isFirst && !isNetdata) return fields;
        fields["cpu"] = EarlyCpu(estate);
        fields["disks"] = Disks(estate);
        return fields;
    }

    private static JsonObject EarlyCpu(NasEstate estate)
    {
        var cpu = new JsonObject();
        for (var core = 0; core < Cores; core++) cpu[$"{core}"] = Usage(Load.Cpu(estate, estate.Now.AddSeconds(core * 20)));
        cpu["average"] = Usage(Load.Cpu(estate, estate.Now));
        cpu["temperature_celsius"] = new JsonObject(Enumerable.Range(0, Cores).Select(core => KeyValuePair.Create($"{core}", (JsonNode?)(42 + core))));
        return cpu;
    }

    private static JsonObject Usage(double usage) => new()
    {
        ["usage"] = usage,
        ["user"] = Math.Round(usage * 0.6, 2),
        ["nice"] = 0,
        ["system"] = Math.Round(usage * 0.4, 2),
        ["idle"] = Math.Round(100 - usage, 2),
    };

    private static JsonObject Disks(NasEstate estate) => new()
    {
        ["busy"] = 12.5,
        ["read_bytes"] = Load.DiskRead(estate, estate.Now),
        ["write_bytes"] = Load.DiskWrite(estate, estate.Now),
        ["read_ops"] = 110.0,
        ["write_ops"] = 48.0,
    };

    private static JsonObject Interfaces(NasEstate estate)
    {
        var links = new JsonObject();
        foreach (var link in estate.Interfaces)
        {
            var row = new JsonObject
            {
                ["speed"] = link.Speed,
                ["received_bytes_rate"] = Load.ReceivedRate(estate, link, estate.Now),
                ["sent_bytes_rate"] = Load.SentRate(estate, link, estate.Now),
            };
            if (estate.Release.IsScale()) row["link_state"] = link.IsUp ? "LINK_STATE_UP" : "LINK_STATE_DOWN";
            links[link.Name] = row;
        }
        return links;
    }

    private static JsonObject PoolSizes(NasEstate estate)
    {
        var pools = new JsonObject();
        foreach (var pool in estate.ImportedPools.Where(pool => !pool.IsOffline))
        {
            var total = Pools.PoolRules.UsableSize(pool);
            var used = (long)(total * pool.Fill);
            pools[pool.Name] = new JsonObject { ["available"] = total - used, ["used"] = used, ["total"] = total };
        }
        return pools;
    }
}

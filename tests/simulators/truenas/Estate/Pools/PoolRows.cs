using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Appliances;

namespace NasOrleans.Simulators.TrueNas.Estate.Pools;

/// <summary>A row of pool.query, and from SCALE on boot.get_state, as each release writes it.</summary>
internal static class PoolRows
{
    public static JsonObject Row(NasEstate estate, Pool pool)
    {
        var (release, status) = (estate.Release, estate.Pools.Status(pool));
        var row = new JsonObject();
        if (!pool.IsBoot) (row["id"], row["guid"]) = (pool.Id, pool.Guid);
        row["name"] = pool.Name;
        row["path"] = pool.IsBoot ? "/" : $"/mnt/{pool.Name}";
        row["status"] = status;
        row["scan"] = pool.IsOffline ? null : ScanRow(pool.Scan, estate.Now);
        row["topology"] = pool.IsOffline ? null : TopologyRows.Topology(estate, pool);
        row["healthy"] = status == "ONLINE";
        row["status_detail"] = Detail(status);
        row["autotrim"] = new JsonObject { ["parsed"] = "off", ["rawvalue"] = "off", ["source"] = "DEFAULT", ["value"] = "off" };
        if (release <= Release.Scale2212) AddLegacyEncryption(row);
        if (release.IsScale()) AddSizes(row, pool);
        if (release >= Release.Scale2404) row["status_code"] = status == "ONLINE" ? "OK" : "FAULTED_DEV_R";
        if (release >= Release.Scale2410) row["expand"] = null;
        if (release >= Release.V2504) (row["dedup_table_quota"], row["dedup_table_size"]) = ("auto", 0);
        if (release >= Release.V26) row["all_sed"] = false;
        return row;
    }

    private static void AddLegacyEncryption(JsonObject row)
    {
        row["encrypt"] = 0;
        row["encryptkey"] = "";
        row["is_decrypted"] = true;
    }

    /// <summary>CORE has none of these.</summary>
    private static void AddSizes(JsonObject row, Pool pool)
    {
        row["warning"] = false;
        long? size = pool.IsOffline ? null : PoolRules.RawSize(pool);
        long? allocated = pool.IsOffline ? null : PoolBook.Allocated(pool);
        Add("size", size);
        Add("allocated", allocated);
        Add("free", size - allocated);
        Add("freeing", size is null ? null : 0);
        row["fragmentation"] = pool.IsOffline ? null : $"{pool.Fragmentation}";

        void Add(string name, long? bytes)
        {
            row[name] = bytes;
            row[$"{name}_str"] = bytes?.ToString();
        }
    }

    public static JsonObject ScanRow(PoolScan? scan, DateTimeOffset now)
    {
        if (scan is null) return NeverScanned();
        var (state, part) = (scan.StateAt(now), scan.PartAt(now));
        var issued = (long)(scan.Bytes * part);
        return new()
        {
            ["function"] = scan.Function.ToString().ToUpperInvariant(),
            ["state"] = state.ToString().ToUpperInvariant(),
            ["start_time"] = Transports.Ejson.Moment(scan.Started),
            ["end_time"] = state == ScanState.Scanning ? null : Transports.Ejson.Moment(scan.Ends),
            ["percentage"] = Math.Round(part * 100, 4),
            ["bytes_to_process"] = scan.Bytes,
            ["bytes_processed"] = issued,
            ["bytes_issued"] = issued,
            ["pause"] = Transports.Ejson.Moment(scan.Paused),
            ["errors"] = scan.Errors,
            ["total_secs_left"] = state == ScanState.Scanning ? (int)(scan.Takes * (1 - part)).TotalSeconds : null,
        };
    }

    private static JsonObject NeverScanned() => new(
        new[] { "function", "state", "start_time", "end_time", "percentage", "bytes_to_process", "bytes_processed", "bytes_issued", "pause", "errors", "total_secs_left" }
            .Select(name => KeyValuePair.Create(name, (JsonNode?)null)));

    private static string? Detail(string status) => status switch
    {
        "DEGRADED" => "One or more devices are faulted in response to persistent errors. Sufficient replicas exist for the pool to continue functioning in a degraded state.",
        "FAULTED" => "One or more devices could not be used because of missing or invalid data, and too few replicas are left.",
        "SUSPENDED" => "One or more devices are faulted in response to IO failures.",
        _ => null,
    };
}

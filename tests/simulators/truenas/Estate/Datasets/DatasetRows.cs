using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Estate.Pools;

namespace NasOrleans.Simulators.TrueNas.Estate.Datasets;

/// <summary>Rows of pool.dataset.query and of the snapshot queries.</summary>
internal static class DatasetRows
{
    public static JsonObject Row(NasEstate estate, Pool pool, Dataset dataset, bool withChildren)
    {
        var available = PoolRules.UsableSize(pool) - (long)(PoolRules.UsableSize(pool) * pool.Fill);
        var row = new JsonObject
        {
            ["id"] = dataset.Name,
            ["type"] = dataset.IsVolume ? "VOLUME" : "FILESYSTEM",
            ["name"] = dataset.Name,
            ["pool"] = dataset.Pool,
            ["encrypted"] = dataset.IsEncrypted,
            ["encryption_root"] = dataset.IsEncrypted ? dataset.Name : null,
            ["key_loaded"] = dataset.IsEncrypted && !dataset.IsLocked,
            ["children"] = withChildren ? Children(estate, pool, dataset) : [],
            ["mountpoint"] = dataset.IsVolume ? null : $"/mnt/{dataset.Name}",
            ["deduplication"] = Rows.Property("off", "off", "OFF"),
            ["sync"] = Rows.Property("standard", "standard", "STANDARD"),
            ["compression"] = Rows.Property("lz4", "lz4", "LZ4", "LOCAL"),
            ["compressratio"] = Rows.Property("1.12", "1.12", "1.12x", "NONE"),
            ["origin"] = Rows.Property("", "", "", "NONE"),
            ["quota"] = dataset.Quota == 0 ? Rows.Property(null, "0", "") : Rows.Property(dataset.Quota, "LOCAL"),
            ["readonly"] = Rows.Property(dataset.IsReadOnly, dataset.IsReadOnly ? "on" : "off", dataset.IsReadOnly ? "ON" : "OFF", dataset.IsReadOnly ? "LOCAL" : "DEFAULT"),
            ["used"] = Rows.Property(dataset.Used),
            ["usedbysnapshots"] = Rows.Property(64L << 20),
            ["usedbydataset"] = Rows.Property(dataset.Used),
            ["usedbychildren"] = Rows.Property(0),
            ["usedbyrefreservation"] = Rows.Property(0),
            ["available"] = Rows.Property(available),
            ["managedby"] = Rows.Property("", "", "", "NONE"),
            ["locked"] = dataset.IsLocked,
        };
        if (dataset.IsVolume) row["volsize"] = Rows.Property(dataset.Used, "LOCAL");
        else (row["recordsize"], row["aclmode"]) = (Rows.Property(131_072, "131072", "128K"), Rows.Property("discard", "discard", "DISCARD"));
        return row;
    }

    public static JsonObject SnapshotRow(NasEstate estate, Snapshot snapshot)
    {
        var row = new JsonObject
        {
            ["id"] = snapshot.Id,
            ["name"] = snapshot.Id,
            ["pool"] = snapshot.Dataset.Split('/')[0],
            ["type"] = "SNAPSHOT",
            ["snapshot_name"] = snapshot.Name,
            ["dataset"] = snapshot.Dataset,
            ["createtxg"] = $"{snapshot.Transaction}",
            ["properties"] = new JsonObject
            {
                ["creation"] = Rows.Property(Transports.Ejson.Moment(snapshot.Made), $"{snapshot.Made.ToUnixTimeSeconds()}", $"{snapshot.Made:ddd MMM d H:mm yyyy}", "NONE"),
                ["used"] = Rows.Property(snapshot.Used),
                ["referenced"] = Rows.Property(snapshot.Referenced),
            },
        };
        if (estate.Release >= Release.Scale2212) row["holds"] = new JsonObject();
        return row;
    }

    /// <summary>Only the next level down; each child carries its own.</summary>
    private static JsonArray Children(NasEstate estate, Pool pool, Dataset dataset) => Rows.Of(estate.Datasets.Of(pool)
        .Where(child => child.IsUnder(dataset) && !child.Name[(dataset.Name.Length + 1)..].Contains('/', StringComparison.Ordinal))
        .Select(child => Row(estate, pool, child, withChildren: true)));
}

using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Methods;
using NasOrleans.Simulators.TrueNas.Query;

namespace NasOrleans.Simulators.TrueNas.Estate.Datasets;

/// <summary>pool.dataset.* and the snapshot queries, whose name changed twice.</summary>
internal sealed class DatasetMethods : IMethods
{
    public static IEnumerable<Method> All =>
    [
        Method.Query("pool.dataset.query", "DATASET_READ", Query),
        new("pool.dataset.get_instance") { Role = "DATASET_READ", Parameters = ["id", "options?"], Body = GetInstance },
        Method.Query("zfs.snapshot.query", "SNAPSHOT_READ", Snapshots) with { Until = Release.V2504 },
        Method.Query("zfs.snapshot.query", "SNAPSHOT_READ", Snapshots) with { Since = Release.V2510, IsPrivate = true, Role = null },
        Method.Query("pool.snapshot.query", "SNAPSHOT_READ", Snapshots) with { Since = Release.V2510 },
        new("zfs.resource.query") { Since = Release.V26, Role = "DATASET_READ", Parameters = ["data?"], Body = Resources },
        new("zfs.resource.snapshot.query") { Since = Release.V26, Role = "SNAPSHOT_READ", Parameters = ["data?"], Body = ResourceSnapshots },
    ];

    /// <summary>Flat: every dataset is a row, and those with children carry them as well. Not flat: roots alone.</summary>
    private static JsonNode? Query(CallContext call, JsonArray arguments)
    {
        var estate = call.Appliance.Estate;
        return QueryEngine.Query(arguments, options =>
        {
            var isFlat = options.Extra["flat"]?.Bool("flat") ?? true;
            var withChildren = options.Extra["retrieve_children"]?.Bool("retrieve_children") ?? true;
            var wanted = options.Extra["properties"]?.Texts("options.extra.properties").ToHashSet();
            return estate.ImportedPools.Where(pool => !pool.IsOffline).SelectMany(pool => estate.Datasets.Of(pool)
                .Where(dataset => dataset.Name == pool.Name || isFlat && withChildren)
                .Select(dataset => Narrowed(DatasetRows.Row(estate, pool, dataset, withChildren), wanted)));
        });
    }

    private static JsonObject GetInstance(CallContext call, JsonArray arguments)
    {
        var estate = call.Appliance.Estate;
        var id = arguments[0]?.ToString();
        foreach (var pool in estate.ImportedPools)
        {
            if (estate.Datasets.Of(pool).FirstOrDefault(dataset => dataset.Name == id) is { } found) return DatasetRows.Row(estate, pool, found, withChildren: true);
        }
        throw MethodError.Invalid("", $"PoolDataset {id} does not exist", Errno.ENOENT);
    }

    /// <summary>What was not asked for is left out: everything that has a source is a property.</summary>
    private static JsonObject Narrowed(JsonObject row, HashSet<string>? wanted)
    {
        if (wanted is null) return row;
        foreach (var name in row.Where(field => field.Value is JsonObject property && property.ContainsKey("source") && !wanted.Contains(field.Key)).Select(field => field.Key).ToList()) row.Remove(name);
        return row;
    }

    private static JsonNode? Snapshots(CallContext call, JsonArray arguments)
    {
        var estate = call.Appliance.Estate;
        return QueryEngine.Query(arguments, estate.Datasets.Snapshots.Select(snapshot => DatasetRows.SnapshotRow(estate, snapshot)));
    }

    private static JsonArray Resources(CallContext call, JsonArray arguments)
    {
        var estate = call.Appliance.Estate;
        var paths = arguments.Option(0, "paths")?.Texts("data.paths") ?? [];
        return Rows.Of(estate.ImportedPools.SelectMany(pool => estate.Datasets.Of(pool).Where(dataset => paths.Length == 0 || paths.Contains(dataset.Name)).Select(dataset => new JsonObject
        {
            ["name"] = dataset.Name,
            ["pool"] = dataset.Pool,
            ["type"] = dataset.IsVolume ? "VOLUME" : "FILESYSTEM",
            ["createtxg"] = 12,
            ["guid"] = pool.GuidNumber ^ (ulong)dataset.Name.Length,
            ["properties"] = new JsonObject { ["used"] = Raw(dataset.Used), ["available"] = Raw(Pools.PoolRules.UsableSize(pool) - (long)(Pools.PoolRules.UsableSize(pool) * pool.Fill)) },
            ["children"] = null,
        })));
    }

    private static JsonArray ResourceSnapshots(CallContext call, JsonArray arguments) => Rows.Of(call.Appliance.Estate.Datasets.Snapshots.Select(snapshot => new JsonObject
    {
        ["name"] = snapshot.Id,
        ["pool"] = snapshot.Dataset.Split('/')[0],
        ["dataset"] = snapshot.Dataset,
        ["snapshot_name"] = snapshot.Name,
        ["type"] = "SNAPSHOT",
        ["createtxg"] = snapshot.Transaction,
        ["properties"] = new JsonObject { ["creation"] = Raw(snapshot.Made.ToUnixTimeSeconds()), ["used"] = Raw(snapshot.Used), ["referenced"] = Raw(snapshot.Referenced) },
    }));

    /// <summary>The shape of properties from 26 on.</summary>
    private static JsonObject Raw(long value) => new() { ["raw"] = $"{value}", ["source"] = null, ["value"] = value };
}

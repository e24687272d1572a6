using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Methods;
using NasOrleans.Simulators.TrueNas.Query;

namespace NasOrleans.Simulators.TrueNas.Estate.Drives;

/// <summary>disk.*, without temperatures and wiping.</summary>
internal sealed class DiskMethods : IMethods
{
    public static IEnumerable<Method> All =>
    [
        Method.Query("disk.query", "DISK_READ", Query) with { Key = "identifier" },
        new("disk.get_instance") { Role = "DISK_READ", Parameters = ["id", "options?"], Body = GetInstance },
        new("disk.get_unused") { Until = Release.Scale2410, Role = "DISK_READ", Parameters = ["join_partitions?"], Body = GetUnused },
        new("disk.get_unused") { Since = Release.V2504, IsPrivate = true, Parameters = ["join_partitions?"], Body = GetUnused },
        new("disk.get_used") { Since = Release.Scale2410, Role = "REPORTING_READ", Parameters = ["join_partitions?"], Body = (call, _) => Details(call, used: true) },
        new("disk.details") { Since = Release.Scale2410, Role = "REPORTING_READ", Parameters = ["options?"], Body = Details },
    ];

    private static JsonNode? Query(CallContext call, JsonArray arguments)
    {
        var estate = call.Appliance.Estate;
        return QueryEngine.Query(arguments, options =>
        {
            IEnumerable<Bay> bays = estate.Shelf.Bays;
            if (options.ExtraFlag("include_expired")) bays = bays.Concat(estate.Shelf.Gone);
            return bays.Select(bay => Extended(DiskRows.Row(estate, bay, options.ExtraFlag("pools")), call.Release, bay, options));
        });
    }

    private static JsonObject Extended(JsonObject row, Release release, Bay bay, QueryOptions options)
    {
        if (options.ExtraFlag("passwords")) row["passwd"] = "";
        if (release >= Release.V2510 && options.ExtraFlag("real_names")) row["real_name"] = bay.Name;
        return row;
    }

    private static JsonNode? GetInstance(CallContext call, JsonArray arguments)
    {
        var estate = call.Appliance.Estate;
        var id = arguments[0]?.ToString() ?? "";
        var bay = estate.Shelf.FindIdentifier(id) ?? throw MethodError.Invalid("", $"Disk {id} does not exist", Errno.ENOENT);
        return DiskRows.Row(estate, bay, withPool: false);
    }

    /// <summary>CORE knows nothing of exported pools, 22.12 and 24.04 flag them, 24.10 leaves them out.</summary>
    private static JsonArray GetUnused(CallContext call, JsonArray arguments)
    {
        var (estate, release) = (call.Appliance.Estate, call.Release);
        var withPartitions = arguments.ElementAtOrDefault(0)?.Bool("join_partitions") ?? false;
        var free = estate.Shelf.Bays.Where(bay => !estate.Pools.Uses(bay.Drive) && (release < Release.Scale2410 || bay.Drive.ExportedPool is null));
        return [.. free.Select(Row)];

        JsonNode Row(Bay bay)
        {
            var row = DiskRows.Row(estate, bay, withPool: false);
            if (release.IsScale()) row["exported_zpool"] = bay.Drive.ExportedPool;
            if (release.IsScale()) row["duplicate_serial"] = DuplicatesOf(estate, bay);
            if (withPartitions) row["partitions"] = DiskDetails.Partitions(estate, bay);
            return row;
        }
    }

    private static JsonNode? Details(CallContext call, JsonArray arguments)
    {
        var wanted = arguments.Option(0, "type")?.Text("type") ?? "BOTH";
        return wanted switch
        {
            "USED" => Details(call, used: true),
            "UNUSED" => Details(call, used: false),
            "BOTH" => new JsonObject { ["used"] = Details(call, used: true), ["unused"] = Details(call, used: false) },
            _ => throw MethodError.Invalid("options.type", "Input should be 'USED', 'UNUSED' or 'BOTH'"),
        };
    }

    private static JsonArray Details(CallContext call, bool used)
    {
        var estate = call.Appliance.Estate;
        var bays = estate.Shelf.Bays.Where(bay => used == (estate.Pools.Uses(bay.Drive) || bay.Drive.ExportedPool is not null));
        return [.. bays.Select(bay => DiskDetails.Row(estate, bay, DuplicatesOf(estate, bay)))];
    }

    private static JsonArray DuplicatesOf(NasEstate estate, Bay bay) =>
        Rows.Texts(estate.Shelf.Bays.Where(other => other != bay && other.Drive.Serial == bay.Drive.Serial).Select(other => other.Name));
}

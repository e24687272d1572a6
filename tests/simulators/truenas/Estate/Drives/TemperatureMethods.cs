using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Methods;
using NasOrleans.Simulators.TrueNas.Query;

namespace NasOrleans.Simulators.TrueNas.Estate.Drives;

/// <summary>disk.temperature*: whole degrees up to 25.04, with a fraction after.</summary>
internal sealed class TemperatureMethods : IMethods
{
    private const int HddCritical = 60;
    private const int SsdCritical = 80;

    public static IEnumerable<Method> All =>
    [
        new("disk.temperatures") { Until = Release.Core133, Role = "REPORTING_READ", Parameters = ["names?", "powermode?"], Body = OnCore },
        new("disk.temperatures") { Since = Release.Scale2212, Until = Release.V2504, Role = "REPORTING_READ", Parameters = ["names?", "options?"], Body = (call, arguments) => Temperatures(call, Names(call, arguments), false) },
        new("disk.temperatures") { Since = Release.V2510, Role = "REPORTING_READ", Parameters = ["name?", "include_thresholds?"], Body = (call, arguments) => Temperatures(call, Names(call, arguments), arguments.ElementAtOrDefault(1)?.Bool("include_thresholds") ?? false) },
        new("disk.temperature") { Until = Release.V2504, Role = "REPORTING_READ", Parameters = ["name", "options?"], Body = (call, arguments) => Reading(call, arguments[0]?.ToString() ?? "") },
        new("disk.temperature_agg") { Since = Release.Scale2212, Role = "REPORTING_READ", Parameters = ["names", "days?"], Body = Aggregates },
        new("disk.temperature_alerts") { Since = Release.Scale2212, Role = "REPORTING_READ", Parameters = ["names"], Body = (call, arguments) => call.Appliance.Estate.Alerts.TemperatureAlerts(Texts(arguments[0])) },
    ];

    /// <summary>Within five minutes CORE answers what it has just measured, whatever names it is asked for.</summary>
    private static JsonNode? OnCore(CallContext call, JsonArray arguments)
    {
        var estate = call.Appliance.Estate;
        return estate.CoreTemperatures.Get(estate.Now, () => Temperatures(call, Names(call, arguments), false));
    }

    private static JsonObject Temperatures(CallContext call, IEnumerable<string> names, bool withThresholds)
    {
        var readings = new JsonObject();
        foreach (var name in names)
        {
            var critical = call.Appliance.Estate.Shelf.Find(name)?.Drive.Model.IsRotating == true ? HddCritical : SsdCritical;
            readings[name] = withThresholds ? new JsonArray(Reading(call, name), critical) : Reading(call, name);
        }
        return readings;
    }

    private static JsonNode? Reading(CallContext call, string name)
    {
        if (call.Appliance.Estate.Shelf.Find(name)?.Drive.Temperature(call.Now) is not { } degrees) return null;
        return call.Release >= Release.V2510 ? JsonValue.Create(Math.Round(degrees, 1)) : JsonValue.Create((int)Math.Round(degrees));
    }

    private static JsonObject Aggregates(CallContext call, JsonArray arguments)
    {
        var days = arguments.ElementAtOrDefault(1)?.Int("days") ?? 7;
        if (days is < 1 or > 7) throw MethodError.Invalid("days", "Input should be less than or equal to 7");
        var aggregates = new JsonObject();
        foreach (var name in Texts(arguments[0]))
        {
            if (call.Appliance.Estate.Shelf.Find(name) is not { } bay || bay.Drive.Temperature(call.Now) is not { } degrees) continue;
            aggregates[name] = new JsonObject { ["min"] = Math.Round(degrees - 3), ["max"] = Math.Round(degrees + 4), ["avg"] = Math.Round(degrees, 2) };
        }
        return aggregates;
    }

    /// <summary>No names are all names.</summary>
    private static IEnumerable<string> Names(CallContext call, JsonArray arguments) =>
        Texts(arguments.ElementAtOrDefault(0)) is { Length: > 0 } names ? names : call.Appliance.Estate.Shelf.Bays.Select(bay => bay.Name);

    private static string[] Texts(JsonNode? node) => node?.Texts("names") ?? [];
}

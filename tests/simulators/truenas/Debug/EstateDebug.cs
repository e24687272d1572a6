using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using NasOrleans.Simulators.TrueNas.Estate;
using NasOrleans.Simulators.TrueNas.Estate.Apps;
using NasOrleans.Simulators.TrueNas.Estate.Drives;
using NasOrleans.Simulators.TrueNas.Estate.Pools;
using NasOrleans.Simulators.TrueNas.Estate.Smart;

namespace NasOrleans.Simulators.TrueNas.Debug;

/// <summary>
/// What happens to the things of a NAS, by POST: pools/tank/degrade, drives/sda/heat?degrees=30, apps/syncthing/stop, machines/1/start,
/// services/ups/start, alerts?class=UPSOnBattery&amp;level=CRITICAL&amp;text=...; GET smartctl?command=smartctl+-j+-x+/dev/sda prints.
/// </summary>
internal static class EstateDebug
{
    /// <summary>False when there is no such thing.</summary>
    public static bool Do(NasEstate estate, string[] parts, IQueryCollection query) => parts switch
    {
        ["pools", var name, var what] => OfPool(estate, name, what, query),
        ["drives", var name, var what] => estate.Shelf.Find(name) is { } bay && OfDrive(estate, bay, what, query),
        ["apps", var name, "start" or "stop" or "crash"] => OfApp(estate, name, parts[2]),
        ["machines", var id, "start" or "stop"] => OfMachine(estate, id, parts[2] == "start"),
        ["services", var name, "start" or "stop"] => OfService(estate, name, parts[2] == "start"),
        ["alerts"] => estate.Alerts.Raise(query["class"].ToString(), query["level"].ToString() is { Length: > 0 } level ? level : "WARNING", query["text"].ToString()) is not null,
        ["alerts", "clear"] => ClearAlerts(estate),
        _ => false,
    };

    public static SmartctlOutput Smartctl(NasEstate estate, IQueryCollection query) => estate.Smartctl(query["command"].ToString());

    public static JsonArray Drives(NasEstate estate) => [.. estate.Shelf.Bays.Select(bay => (JsonNode?)new JsonObject
    {
        ["name"] = bay.Name,
        ["identifier"] = bay.Identifier,
        ["model"] = bay.Drive.Model.Name,
        ["pool"] = estate.Pools.NameOfPoolWith(bay.Drive),
        ["temperature"] = bay.Drive.Temperature(estate.Now),
        ["test"] = bay.Drive.SelfTests.Tests is [var newest, ..] ? $"{newest.Kind} {SelfTestRules.StateAt(newest, estate.Now)}" : null,
        ["wiped"] = bay.Drive.Wiped?.ToString(),
    })];

    private static bool OfPool(NasEstate estate, string name, string what, IQueryCollection query)
    {
        if (estate.Pools.All.All(pool => pool.Name != name)) return false;
        switch (what)
        {
            case "degrade":
                estate.DegradePool(name);
                return true;
            case "heal":
                estate.Pools.Heal(name);
                return true;
            case "scrub":
                estate.Pools.StartScrub(name);
                return true;
            case "finish-scan":
                estate.Pools.FinishScan(name);
                return true;
            case "export":
                estate.Pools.Export(name);
                return true;
            case "fill":
                estate.Pools.Change(name, pool => pool with { Fill = Number(query, "part", 0.9) });
                return true;
            default:
                return false;
        }
    }

    private static bool OfDrive(NasEstate estate, Bay bay, string what, IQueryCollection query)
    {
        var drive = bay.Drive;
        switch (what)
        {
            case "fault":
                if (estate.Pools.NameOfPoolWith(drive) is not { } pool) return false;
                estate.Pools.Fault(pool, drive, MemberState.Faulted);
                return true;
            case "heat":
                drive.Heat = Number(query, "degrees", 30);
                return true;
            case "sleep":
                drive.IsSpunDown = true;
                return true;
            case "wake":
                drive.IsSpunDown = false;
                return true;
            case "pull":
                estate.Shelf.Pull(drive);
                return true;
            case "replace":
                estate.ReplaceDrive(drive);
                return true;
            case "fail-tests":
                drive.TestsFailAt = Number(query, "at", 0.3);
                return true;
            case "test":
                return drive.StartTest(query["kind"] == "long" ? SelfTestKind.Long : SelfTestKind.Short, estate.Now);
            case "complete-test":
                drive.SelfTests.Complete(estate.Now);
                return true;
            case "wear":
                drive.Change(health => health with { Reallocated = (int)Number(query, "reallocated", 8), Pending = (int)Number(query, "pending", 0), CrcErrors = (int)Number(query, "crc", 0) });
                return true;
            default:
                return false;
        }
    }

    private static bool OfApp(NasEstate estate, string name, string what)
    {
        if (estate.Apps.Find(name) is null) return false;
        estate.Apps.SetState(name, what switch { "start" => AppState.Running, "stop" => AppState.Stopped, _ => AppState.Crashed });
        return true;
    }

    private static bool OfMachine(NasEstate estate, string id, bool on)
    {
        if (!int.TryParse(id, out var number) || estate.Machines.Find(number) is null) return false;
        estate.Machines.SetRunning(number, on);
        return true;
    }

    private static bool OfService(NasEstate estate, string name, bool on)
    {
        if (estate.Services.All.All(service => service.Name != name)) return false;
        estate.Services.Set(name, on, on);
        return true;
    }

    private static bool ClearAlerts(NasEstate estate)
    {
        foreach (var alert in estate.Alerts.All) estate.Alerts.Clear(alert.Id);
        return true;
    }

    private static double Number(IQueryCollection query, string name, double otherwise) =>
        double.TryParse(query[name], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}

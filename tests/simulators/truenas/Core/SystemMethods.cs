using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Methods;

namespace NasOrleans.Simulators.TrueNas.Core;

/// <summary>system.*</summary>
internal sealed class SystemMethods : IMethods
{
    public static IEnumerable<Method> All =>
    [
        new("system.info") { Role = Roles.ReadonlyAdmin, Body = (call, _) => SystemInfo.Of(call) },
        new("system.version") { Role = Roles.ReadonlyAdmin, Body = (call, _) => call.Release.Version() },
        new("system.version_short") { Role = Roles.ReadonlyAdmin, Since = Release.Scale2212, Body = (call, _) => call.Release.Bare() },
        new("system.product_type") { Role = Roles.Any, Body = (call, _) => ProductType(call) },
        new("system.host_id") { Role = Roles.ReadonlyAdmin, Body = (call, _) => SystemInfo.HostId(call.Appliance) },
        new("system.ready") { Role = "SYSTEM_GENERAL_READ", Body = (call, _) => call.Appliance.Power.State == PowerState.Ready },
        new("system.state") { Role = "SYSTEM_GENERAL_READ", Body = (call, _) => StateName(call.Appliance.Power.State) },
        new("system.boot_id") { Role = Roles.Any, NeedsNoLogin = true, Body = (call, _) => call.Appliance.Power.BootId.ToString() },
        new("system.reboot.info") { Role = "SYSTEM_GENERAL_READ", Since = Release.V2504, Body = (call, _) => RebootInfo(call) },
        new("system.shutdown") { Until = Release.Scale2410, Parameters = ["options?"], Job = (job, arguments) => Down.RunAsync(job, null, arguments.ElementAtOrDefault(0), isReboot: false) },
        new("system.reboot") { Until = Release.Scale2410, Parameters = ["options?"], Job = (job, arguments) => Down.RunAsync(job, null, arguments.ElementAtOrDefault(0), isReboot: true) },
        new("system.shutdown") { Since = Release.V2504, Parameters = ["reason", "options?"], Check = Down.CheckReason, Job = (job, arguments) => Down.RunAsync(job, arguments[0]!.GetValue<string>(), arguments.ElementAtOrDefault(1), isReboot: false) },
        new("system.reboot") { Since = Release.V2504, Parameters = ["reason", "options?"], Check = Down.CheckReason, Job = (job, arguments) => Down.RunAsync(job, arguments[0]!.GetValue<string>(), arguments.ElementAtOrDefault(1), isReboot: true) },
    ];

    public static IEnumerable<EventSource> Sources =>
    [
        new("system") { Until = Release.Scale2212, Role = Roles.Any },
        new("system.ready") { Since = Release.Scale2404, Role = Roles.Any },
        new("system.reboot") { Since = Release.Scale2404, Role = Roles.Any },
        new("system.shutdown") { Since = Release.Scale2404, Role = Roles.Any },
        new("system.reboot.info") { Since = Release.V2504, Role = "SYSTEM_GENERAL_READ" },
    ];

    private static string ProductType(CallContext call) => call.Release switch
    {
        Release.Core133 => "CORE",
        < Release.V2504 => call.Appliance.Peer is null ? "SCALE" : "SCALE_ENTERPRISE",
        _ => call.Appliance.Peer is null ? "COMMUNITY_EDITION" : "ENTERPRISE",
    };

    private static JsonObject RebootInfo(CallContext call) => new()
    {
        ["boot_id"] = call.Appliance.Power.BootId.ToString(),
        ["reboot_required_reasons"] = new JsonArray(),
    };

    public static string StateName(PowerState state) => state switch
    {
        PowerState.Booting => "BOOTING",
        PowerState.Ready => "READY",
        _ => "SHUTTING_DOWN",
    };
}

using System.Text.Json;
using NasOrleans.Protocols.TrueNas.Wire;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Protocols.TrueNas.Reading;

/// <summary>How a NAS stands: its own UPS service, its other controller, its updates.</summary>
internal static class StandingReader
{
    public static async Task<UpsService> UpsAsync(ReadContext context)
    {
        var service = context.AskAsync("service.query", answer => answer.Items().Select(EstateReader.Service).FirstOrDefault(), """[[["service","=","ups"]]]""");
        var config = await context.AskAsync("ups.config", Ups);
        return await service is { } found ? config with { Running = found.Running, Enabled = found.Enabled } : config;
    }

    public static async Task<HighAvailability> HighAvailabilityAsync(ReadContext context)
    {
        if (!await context.AskAsync("failover.licensed", answer => answer.ValueKind == JsonValueKind.True)) return new HighAvailability { Status = "SINGLE" };
        return new HighAvailability
        {
            Licensed = true,
            Status = await context.AskAsync("failover.status", answer => answer.AsText()) ?? "",
            Node = await context.TryAskAsync("failover.node", answer => answer.AsText()) ?? "",
            DisabledReasons = await context.TryAskAsync("failover.disabled.reasons", answer =>
                answer.Items().Select(each => each.AsText()).ToArray() is { Length: > 0 } reasons ? string.Join(", ", reasons) : null),
        };
    }

    public static Task<UpdateStatus> UpdateAsync(ReadContext context) => context.AskAsync(
        context.Can.UpdateQuery, answer => context.Can.UpdateQuery == "update.status" ? Status(answer) : Check(answer));

    public static UpsService Ups(JsonElement config) => new()
    {
        Mode = config.Text("mode") ?? "",
        Shutdown = config.Text("shutdown") ?? "",
        ShutdownSeconds = (int?)config.Integer("shutdowntimer"),
        Identifier = config.Text("complete_identifier") ?? config.Text("identifier") ?? "",
        RemoteHost = config.Text("remotehost") is { Length: > 0 } host ? host : null,
        RemotePort = (int?)config.Integer("remoteport"),
        Shared = config.Flag("rmonitor") ?? false,
    };

    /// <summary>update.status, from 25.10 on.</summary>
    public static UpdateStatus Status(JsonElement answer)
    {
        var fresh = answer.Field("status").Field("new_version");
        var version = fresh.AsText() ?? fresh.Text("version");
        return new UpdateStatus
        {
            Available = version is not null,
            Version = version,
            RebootRequired = answer.Text("code") == "REBOOT_REQUIRED",
            Error = answer.Text("error") ?? answer.Field("error").Text("reason"),
        };
    }

    /// <summary>update.check_available, up to 25.04.</summary>
    public static UpdateStatus Check(JsonElement answer) => new()
    {
        Available = answer.Text("status") is "AVAILABLE",
        Version = answer.Text("version"),
        RebootRequired = answer.Text("status") is "REBOOT_REQUIRED",
    };
}

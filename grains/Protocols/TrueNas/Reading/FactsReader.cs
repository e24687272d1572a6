using System.Text.Json;
using NasOrleans.Protocols.TrueNas.Wire;
using NasOrleans.Systems.Connections;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Protocols.TrueNas.Reading;

/// <summary>What a NAS says of itself.</summary>
internal static class FactsReader
{
    public static async Task<SystemFacts> ReadAsync(ReadContext context)
    {
        var info = context.AskAsync("system.info", Of);
        var state = context.TryAskAsync("system.state", StateOf);
        context.Memory.HostId ??= await context.TryAskAsync("system.host_id", answer => answer.AsText());
        if (context.Memory.BootId is null || context.Session.Mode == TransportMode.Rest)
            context.Memory.BootId = await context.TryAskAsync("system.boot_id", answer => answer.AsText());
        return await info with { State = await state, HostId = context.Memory.HostId, BootId = context.Memory.BootId };
    }

    public static NasState StateOf(JsonElement state) => state.AsText() switch
    {
        "READY" => NasState.Ready,
        "BOOTING" => NasState.Booting,
        "SHUTTING_DOWN" => NasState.ShuttingDown,
        _ => NasState.Unknown,
    };

    public static SystemFacts Of(JsonElement info) => new()
    {
        HostName = info.Text("hostname") ?? "",
        Version = info.Text("version") ?? "",
        Model = info.Text("system_product"),
        Processor = info.Text("model"),
        Cores = (int?)info.Integer("cores"),
        MemoryBytes = info.Integer("physmem"),
        EccMemory = info.Flag("ecc_memory"),
        Serial = info.Text("system_serial"),
        BootedAt = info.Date("boottime"),
        UptimeSeconds = info.Number("uptime_seconds"),
        TimeZone = info.Text("timezone"),
        Load1 = info.Items("loadavg").Select(each => each.AsNumber()).FirstOrDefault(),
    };
}

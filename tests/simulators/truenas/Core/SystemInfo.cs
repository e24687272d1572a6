using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Methods;
using NasOrleans.Simulators.TrueNas.Transports;

namespace NasOrleans.Simulators.TrueNas.Core;

/// <summary>system.info</summary>
internal static class SystemInfo
{
    private static readonly string[] Makers = ["Supermicro", "Gigabyte Technology Co., Ltd.", "ASUSTeK COMPUTER INC.", "Dell Inc.", "iXsystems"];
    private static readonly string[] Processors =
        ["Intel(R) Xeon(R) CPU E5-2630L v4 @ 1.80GHz", "Intel(R) Xeon(R) D-2146NT CPU @ 2.30GHz", "AMD EPYC 3251 8-Core Processor", "Intel(R) Core(TM) i3-8100 CPU @ 3.60GHz"];

    public static JsonObject Of(CallContext call)
    {
        var nas = call.Appliance;
        var draw = new Random(nas.Seed);
        var cores = 4 << draw.Next(3);
        var up = call.Now - nas.Power.BootedAt;
        var info = new JsonObject
        {
            ["version"] = nas.Release.InfoVersion(),
            ["buildtime"] = Ejson.Moment(new DateTimeOffset(2026, 1, 12, 14, 3, 0, TimeSpan.Zero)),
            ["hostname"] = nas.Name,
            ["physmem"] = (16L << draw.Next(4)) * 1024 * 1024 * 1024 - 268_435_456,
            ["model"] = draw.GetItems(Processors, 1)[0],
            ["cores"] = cores,
        };
        if (nas.Release.IsScale()) info["physical_cores"] = cores / 2;
        info["loadavg"] = new JsonArray(Load(draw), Load(draw), Load(draw));
        info["uptime"] = $"{(up.Days > 0 ? $"{up.Days} {(up.Days == 1 ? "day" : "days")}, " : "")}{up:h\\:mm\\:ss\\.ffffff}";
        info["uptime_seconds"] = up.TotalSeconds;
        // Most boards were never given a serial number.
        info["system_serial"] = draw.Next(3) == 0 ? $"A{HostId(nas)[..9].ToUpperInvariant()}" : "Default string";
        info["system_product"] = draw.Next(2) == 0 ? "X11SSM-F" : "Super Server";
        info["system_product_version"] = "0123456789";
        info["license"] = nas.Peer is null ? null : License(nas);
        info["boottime"] = Ejson.Moment(nas.Power.BootedAt);
        info["datetime"] = Ejson.Moment(call.Now);
        if (nas.Release < Release.V2504) info["birthday"] = Ejson.Moment(new DateTimeOffset(2023, 5, 2, 9, 30, 0, TimeSpan.Zero));
        info["timezone"] = "Europe/Berlin";
        info["system_manufacturer"] = draw.GetItems(Makers, 1)[0];
        info["ecc_memory"] = draw.Next(2) == 0;
        return info;
    }

    /// <summary>The same for ever, and different for each system.</summary>
    public static string HostId(Appliance nas) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{nas.Seed}/{nas.Number}"))));

    private static double Load(Random draw) => Math.Round(draw.NextDouble() * 2, 2);

    private static JsonObject License(Appliance nas) => new()
    {
        ["model"] = "M50",
        ["system_serial"] = $"A1-{nas.Number / 2:00000}",
        ["system_serial_ha"] = $"A1-{nas.Number / 2:00000}B",
        ["contract_type"] = "GOLD",
        ["contract_end"] = Ejson.Day(new DateOnly(2030, 1, 1)),
        ["features"] = new JsonArray("FIBRECHANNEL", "DEDUP"),
        ["expired"] = false,
    };
}

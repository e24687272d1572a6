using System.Collections.Frozen;
using System.Collections.Immutable;

namespace NasOrleans.Simulators.Ups.Profiles;

/// <summary>The makes there are.</summary>
internal static class UpsProfiles
{
    private static readonly ImmutableArray<string> Switching =
    [
        "beeper.disable", "beeper.enable", "beeper.mute", "load.off", "load.off.delay", "load.on", "load.on.delay",
        "shutdown.return", "shutdown.stayoff", "shutdown.stop", "test.battery.start", "test.battery.start.deep", "test.battery.start.quick", "test.battery.stop",
    ];

    private static readonly FrozenDictionary<UpsMake, UpsProfile> All = new Dictionary<UpsMake, UpsProfile>
    {
        [UpsMake.Apc] = Make("American Power Conversion", "Smart-UPS 1500", "usbhid-ups", 24, 980, 1440, outlets: 0,
            ["calibrate.start", "calibrate.stop", "shutdown.reboot", "shutdown.default", "test.panel.start", "bypass.start", "bypass.stop"]),
        [UpsMake.Eaton] = Make("EATON", "5P 1550", "usbhid-ups", 36, 1100, 1550, outlets: 2, ["beeper.toggle", "shutdown.reboot", "shutdown.default", "bypass.start", "bypass.stop"]),
        [UpsMake.CyberPower] = Make("CPS", "PR1500ELCD", "usbhid-ups", 24, 1350, 1500, outlets: 0, ["beeper.off", "beeper.on", "beeper.toggle", "shutdown.default"]),
        [UpsMake.UniFi] = Make("Ubiquiti", "UPS-2U", "ubnt-ups", 24, 1000, 1440, outlets: 0, [], refusesWrites: true),
    }.ToFrozenDictionary();

    public static UpsProfile Of(UpsMake make) => All[make];

    private static UpsProfile Make(string manufacturer, string model, string driver, double batteryNominal, double watts, double voltAmperes, int outlets, ImmutableArray<string> commands, bool refusesWrites = false)
    {
        const double nominal = 230;
        var settings = Settings(outlets);
        Variable[] variables =
        [
            .. MeasuredVariables.Of(nominal, batteryNominal, watts, voltAmperes),
            .. MeasuredVariables.OfOutlets(outlets),
            .. Texts(manufacturer, model, driver).Select(text => Variable.Fixed(text.Key, text.Value)),
            .. settings.Keys.Where(name => !name.StartsWith("outlet.", StringComparison.Ordinal)).Select(name => SettingVariables.Of(name, mayWrite: !refusesWrites)),
        ];
        return new UpsProfile([.. variables])
        {
            Nominal = nominal,
            Outlets = outlets,
            AtFullLoad = TimeSpan.FromMinutes(7),
            Defaults = settings.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase),
            Commands = refusesWrites ? commands : [.. Switching.Concat(commands).Concat(OutletCommands(outlets)).Order(StringComparer.OrdinalIgnoreCase)],
            RefusesWrites = refusesWrites,
        };
    }

    private static Dictionary<string, string> Settings(int outlets)
    {
        var settings = new Dictionary<string, string>
        {
            ["battery.charge.low"] = "20",
            ["battery.charge.warning"] = "50",
            ["battery.charge.restart"] = "0",
            ["battery.runtime.low"] = "120",
            ["battery.date"] = "2025/03/01",
            ["input.transfer.low"] = "180",
            ["input.transfer.high"] = "266",
            ["input.sensitivity"] = "medium",
            ["ups.beeper.status"] = "enabled",
            ["ups.delay.shutdown"] = "20",
            ["ups.delay.start"] = "30",
            ["ups.id"] = "rack",
        };
        for (var number = 1; number <= outlets; number++)
        {
            settings[$"outlet.{number}.desc"] = $"Outlet {number}";
            settings[$"outlet.{number}.delay.shutdown"] = "10";
            settings[$"outlet.{number}.delay.start"] = "3";
        }
        return settings;
    }

    private static Dictionary<string, string> Texts(string manufacturer, string model, string driver) => new()
    {
        ["battery.type"] = "PbAc",
        ["battery.mfr.date"] = "2025/03/01",
        ["device.mfr"] = manufacturer,
        ["device.model"] = model,
        ["device.serial"] = "SIM0000001",
        ["device.type"] = "ups",
        ["driver.name"] = driver,
        ["driver.parameter.pollinterval"] = "2",
        ["driver.parameter.port"] = "auto",
        ["driver.version"] = "2.8.0",
        ["ups.mfr"] = manufacturer,
        ["ups.model"] = model,
        ["ups.serial"] = "SIM0000001",
        ["ups.firmware"] = "1.0",
    };

    private static IEnumerable<string> OutletCommands(int outlets) => Enumerable.Range(1, outlets).SelectMany(number => new[]
    {
        $"outlet.{number}.load.off", $"outlet.{number}.load.on", $"outlet.{number}.load.cycle", $"outlet.{number}.shutdown.return",
    });
}

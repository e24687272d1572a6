using System.Collections.Frozen;

namespace NasOrleans.Simulators.Ups.Profiles;

/// <summary>What upsd calls the commoner variables and commands; null where it has no name for one.</summary>
internal static class Descriptions
{
    private static readonly FrozenDictionary<string, string> Known = new Dictionary<string, string>
    {
        ["battery.charge"] = "Battery charge (percent of full)",
        ["battery.runtime"] = "Battery runtime (seconds)",
        ["battery.voltage"] = "Battery voltage (V)",
        ["battery.voltage.nominal"] = "Nominal battery voltage (V)",
        ["input.frequency"] = "Input line frequency (Hz)",
        ["input.transfer.high"] = "High voltage transfer point (V)",
        ["input.transfer.low"] = "Low voltage transfer point (V)",
        ["input.voltage"] = "Input voltage (V)",
        ["input.voltage.nominal"] = "Nominal input voltage (V)",
        ["output.frequency"] = "Output frequency (Hz)",
        ["output.voltage"] = "Output voltage (V)",
        ["ups.beeper.status"] = "UPS beeper status",
        ["ups.load"] = "Load on UPS (percent of full)",
        ["ups.mfr"] = "UPS manufacturer",
        ["ups.model"] = "UPS model",
        ["ups.serial"] = "UPS serial number",
        ["ups.status"] = "UPS status",
        ["ups.test.result"] = "Results of last self test",
        ["load.off"] = "Turn off the load immediately",
        ["load.on"] = "Turn on the load immediately",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static string Of(string name) => Known.GetValueOrDefault(name) ?? "Description unavailable";
}

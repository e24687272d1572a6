using System.Diagnostics.Metrics;
using System.Globalization;
using NasOrleans.Power.Sources;

namespace NasOrleans.Api.Power.Metrics;

/// <summary>
/// UPSes under the names that exporters for NUT use: <c>network_ups_tools_</c> and the variable, and each flag of the status on its own.
/// The values are those of the UPS as they came; what is no number is left out.
/// </summary>
internal static class NutMetrics
{
    // network_ups_tools_ups_status{ups="rack",flag="OL"} 1
    private const string Start = "network_ups_tools_";

    private static readonly string[] Flags =
        ["OL", "OB", "LB", "HB", "RB", "CHRG", "DISCHRG", "BYPASS", "CAL", "OFF", "OVER", "TRIM", "BOOST", "FSD", "ALARM"];

    private static readonly (string Variable, string Description)[] Variables =
    [
        ("battery.charge", "Charge of the battery in percent"),
        ("battery.charge.low", "Charge in percent below which the UPS calls its battery low"),
        ("battery.runtime", "Runtime of the battery in seconds"),
        ("battery.runtime.low", "Runtime in seconds below which the UPS calls its battery low"),
        ("battery.temperature", "Temperature of the battery in degrees Celsius"),
        ("battery.voltage", "Voltage of the battery"),
        ("battery.voltage.nominal", "Nominal voltage of the battery"),
        ("input.frequency", "Frequency of the mains in hertz"),
        ("input.voltage", "Voltage of the mains"),
        ("input.voltage.nominal", "Nominal voltage of the mains"),
        ("input.transfer.high", "Voltage above which the UPS transfers to its battery"),
        ("input.transfer.low", "Voltage below which the UPS transfers to its battery"),
        ("output.current", "Current of the output in amperes"),
        ("output.frequency", "Frequency of the output in hertz"),
        ("output.voltage", "Voltage of the output"),
        ("ups.load", "Load of the UPS in percent of what it can carry"),
        ("ups.power", "Apparent power in volt-amperes"),
        ("ups.power.nominal", "Nominal apparent power in volt-amperes"),
        ("ups.realpower", "Real power in watts"),
        ("ups.realpower.nominal", "Nominal real power in watts"),
        ("ups.temperature", "Temperature of the UPS in degrees Celsius"),
    ];

    public static void Register(Meter meter, Func<Func<PowerSourceSnapshot, IEnumerable<Measurement<double>>>, IEnumerable<Measurement<double>>> perSource)
    {
        meter.CreateObservableGauge(Start + "ups_status", () => perSource(Status), description: "1 for the flags that the status of a UPS shows");
        meter.CreateObservableGauge(Start + "device_info", () => perSource(Info), description: "What a UPS says it is");
        foreach (var (variable, description) in Variables)
        {
            var name = Start + variable.Replace('.', '_');
            meter.CreateObservableGauge(name, () => perSource(source => Value(source, variable)), description: description);
        }
    }

    // Flags that nobody sees show nothing: a UPS that is silent is neither on line nor on battery.
    private static IEnumerable<Measurement<double>> Status(PowerSourceSnapshot source)
    {
        if (source.Ups is null || source.Contact.State is not ContactState.Good) return [];
        var shown = source.Ups.Status.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return Flags.Select(flag => new Measurement<double>(shown.Contains(flag, StringComparer.Ordinal) ? 1 : 0, Ups(source), new("flag", flag)));
    }

    private static IEnumerable<Measurement<double>> Info(PowerSourceSnapshot source)
    {
        if (source.Ups is { } ups)
            yield return new(1, Ups(source), new("mfr", ups.Manufacturer ?? ""), new("model", ups.Model ?? ""), new("serial", ups.Serial ?? ""), new("type", "ups"));
    }

    private static IEnumerable<Measurement<double>> Value(PowerSourceSnapshot source, string variable)
    {
        if (source.Ups is { } ups && source.Contact.State is ContactState.Good && ups.Variables.TryGetValue(variable, out var text)
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)) yield return new(value, Ups(source));
    }

    private static KeyValuePair<string, object?> Ups(PowerSourceSnapshot source) => new("ups", source.Id.Value);
}

using System.Globalization;
using NasOrleans.Simulators.Ups.Batteries;
using NasOrleans.Simulators.Ups.Units;

namespace NasOrleans.Simulators.Ups.Profiles;

/// <summary>What any UPS measures of itself.</summary>
internal static class MeasuredVariables
{
    public static IEnumerable<Variable> Of(double nominal, double batteryNominal, double watts, double voltAmperes) =>
    [
        new("battery.charge", ups => Whole(ups.Battery.Shown * 100)),
        new("battery.runtime", ups => Whole(Math.Min(ups.Battery.RuntimeSeconds(ups.Drawn), 65_535))),
        new("battery.voltage", ups => Tenths(BatteryRules.Voltage(batteryNominal, ups.Battery.Charge, ups.Drawn, ups.IsOnBattery))),
        Variable.Fixed("battery.voltage.nominal", Tenths(batteryNominal)),
        new("battery.charger.status", ups => ups.IsCharging ? "charging" : ups.IsOnBattery ? "discharging" : "floating"),
        new("input.voltage", ups => Tenths(ups.Mains.Voltage)),
        new("input.frequency", ups => Tenths(ups.Mains.Frequency)),
        Variable.Fixed("input.voltage.nominal", Whole(nominal)),
        new("input.transfer.reason", ups => ups.Supply switch
        {
            Supply.TooLow => "input voltage out of range",
            Supply.TooHigh => "input voltage too high",
            _ => ups.Test == SelfTest.None ? "none" : "self test",
        }),
        new("output.voltage", ups => Tenths(!ups.IsOutputOn ? 0 : ups.IsOnBattery ? nominal : MainsRules.Output(ups.Supply, ups.Mains.Voltage, nominal))),
        new("output.frequency", ups => Tenths(!ups.IsOutputOn ? 0 : ups.IsOnBattery ? 50 : ups.Mains.Frequency)),
        new("output.current", ups => (ups.Drawn * voltAmperes / nominal).ToString("0.00", CultureInfo.InvariantCulture)),
        new("ups.load", ups => Whole(ups.Drawn * 100)),
        new("ups.realpower", ups => Whole(ups.Drawn * watts)),
        new("ups.power", ups => Whole(ups.Drawn * voltAmperes)),
        Variable.Fixed("ups.realpower.nominal", Whole(watts)),
        Variable.Fixed("ups.power.nominal", Whole(voltAmperes)),
        new("ups.alarm", ups => ups.Alarm.Length == 0 ? null : ups.Alarm),
        new("ups.temperature", ups => Tenths(24 + 8 * ups.Drawn + (ups.IsOnBattery ? 4 : 0))),
        new("ups.test.result", ups => ups.TestResult),
        new("ups.timer.shutdown", ups => Whole(ups.ShutdownTimer)),
        new("ups.timer.start", ups => Whole(ups.StartTimer)),
        Variable.Status,
    ];

    public static IEnumerable<Variable> OfOutlets(int outlets)
    {
        for (var number = 1; number <= outlets; number++)
        {
            var at = number - 1;
            yield return Variable.Fixed($"outlet.{number}.id", $"{number}");
            yield return Variable.Setting($"outlet.{number}.desc", 20);
            yield return Variable.Fixed($"outlet.{number}.switchable", "yes");
            yield return new($"outlet.{number}.status", ups => ups.IsOutputOn && ups.Outlets[at].IsOn ? "on" : "off");
            yield return Variable.Setting($"outlet.{number}.delay.shutdown");
            yield return Variable.Setting($"outlet.{number}.delay.start");
            yield return new($"outlet.{number}.timer.shutdown", ups => Whole(ups.LeftOf(ups.Outlets[at].OffAt)));
            yield return new($"outlet.{number}.timer.start", ups => Whole(ups.LeftOf(ups.Outlets[at].OnAt)));
        }
    }

    private static string Whole(double number) => Math.Floor(number + 1e-6).ToString("0", CultureInfo.InvariantCulture);

    private static string Tenths(double number) => number.ToString("0.0", CultureInfo.InvariantCulture);
}

using System.Collections.Immutable;
using NasOrleans.Power.Sources.Battery;
using NasOrleans.Power.Sources.Judging;
using NasOrleans.Power.Sources.Machines;
using NasOrleans.Power.Sources.Reading;

namespace NasOrleans.Power.Sources;

/// <summary>What a page shows of a UPS: as it was read, and as it is judged.</summary>
internal static class SnapshotRules
{
    private const double MostWatts = 1_000_000;

    public static ContactSnapshot Contact(ContactTrack contact, DateTimeOffset? lastGood) => new()
    {
        State = contact.State,
        Since = contact.Since,
        Fault = contact.Fault,
        LastGood = lastGood,
        Flaps = contact.Flaps.Length,
    };

    public static UpsSnapshot Ups(UpsState state, PowerSourceConfig config, ImmutableDictionary<string, string> variables, PowerMoment now)
    {
        var status = UpsStatus.Read(state.Seen?.Text);
        var (machines, numbers) = (state.Machines, state.Numbers);
        var (watts, estimated) = Watts(variables, numbers.Load);
        return new()
        {
            Status = state.Seen?.Text ?? "",
            UnknownFlags = machines.UnknownFlags.Shown,
            Charge = numbers.Charge.Value,
            Runtime = numbers.Runtime.Value is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Load = numbers.Load,
            DepletionRate = state.Outage?.Rate,
            OnBatteryFor = now.Ticking - state.Outage?.Since.Ticking,
            Watts = watts,
            WattsEstimated = estimated,
            BatteryVolts = UpsNumber.Read(variables, "battery.voltage", NumberRules.MostVolts),
            OutputVolts = UpsNumber.Read(variables, "output.voltage", NumberRules.MostVolts),
            Hertz = UpsNumber.Read(variables, "input.frequency", 1000) ?? UpsNumber.Read(variables, "output.frequency", 1000),
            Celsius = UpsNumber.Read(variables, "battery.temperature", 200) ?? UpsNumber.Read(variables, "ups.temperature", 200),
            Voltage = Voltage(machines.Voltage, config.Voltage, numbers),
            Regulation = machines.Regulation,
            Bypass = machines.Bypass,
            Overloaded = machines.Overload.Since is not null,
            ReplaceBattery = machines.ReplaceBattery,
            LowBattery = status?.Has(UpsFlags.LowBattery) ?? false,
            OutputOff = machines.OutputOff,
            Test = machines.Test.Running,
            TestResult = machines.Test.Result,
            Alarm = machines.Alarm.On,
            AlarmText = machines.Alarm.Text,
            ForcedShutdown = status?.Has(UpsFlags.ForcedShutdown) ?? false,
            Battery = Battery(state.Battery, now.Wall),
            Manufacturer = Text(variables, "ups.mfr") ?? Text(variables, "device.mfr"),
            Model = Text(variables, "ups.model") ?? Text(variables, "device.model"),
            Serial = Text(variables, "ups.serial") ?? Text(variables, "device.serial"),
            Firmware = Text(variables, "ups.firmware"),
            Variables = variables,
            VariablesAge = now.Ticking - numbers.At,
        };
    }

    private static VoltageSnapshot Voltage(VoltageTrack track, VoltageLimits limits, UpsNumbers numbers)
    {
        var band = VoltageBandRules.Of(limits, numbers.NominalVolts, track.FirstSeen);
        return new()
        {
            State = track.State,
            Volts = numbers.InputVolts,
            Nominal = band.Nominal,
            Low = band.Low,
            High = band.High,
            NominalFrom = band.From,
            Since = track.Since?.Wall,
        };
    }

    private static BatterySnapshot Battery(BatteryState battery, DateTimeOffset now)
    {
        var (score, known) = HealthRules.Score(battery, now);
        var (trend, replaceBy) = TrendRules.Of(battery.Scores, now);
        return new()
        {
            Health = score,
            Known = known,
            AgeYears = HealthRules.AgeYears(battery, now),
            Trend = trend,
            ReplaceBy = replaceBy,
            Anomalies = HealthRules.RecentAnomalies(battery, now),
        };
    }

    private static (double? Watts, bool Estimated) Watts(ImmutableDictionary<string, string> variables, double? load)
    {
        if (UpsNumber.Read(variables, "ups.realpower", MostWatts) is { } real) return (real, false);
        var nominal = UpsNumber.Read(variables, "ups.realpower.nominal", MostWatts);
        return load is null || nominal is null ? (null, false) : (Math.Round(load.Value * nominal.Value / 100, 1), true);
    }

    private static string? Text(ImmutableDictionary<string, string> variables, string name) =>
        variables.TryGetValue(name, out var text) && text.Trim() is { Length: > 0 } some ? some : null;
}

using System.Collections.Immutable;

namespace NasOrleans.Power.Sources.Machines;

/// <summary>All machines at once.</summary>
internal static class MachineRules
{
    public static (MachineStates Next, ImmutableArray<PowerNote> Notes) Next(MachineStates states, VoltageLimits limits, Glance glance)
    {
        var (voltage, ofVoltage) = VoltageRules.Next(states.Voltage, limits, glance);
        var (regulation, ofRegulation) = RegulationRules.Next(states.Regulation, glance);
        var (overload, ofOverload) = OverloadRules.Next(states.Overload, glance);
        var (bypass, ofBypass) = SwitchRules.Bypass(states.Bypass, glance);
        var (replace, ofReplace) = SwitchRules.ReplaceBattery(states.ReplaceBattery, glance);
        var (off, ofOff) = SwitchRules.OutputOff(states.OutputOff, glance);
        var (test, ofTest) = TestRules.Next(states.Test, glance);
        var (alarm, ofAlarm) = AlarmRules.Next(states.Alarm, glance);
        var (anomaly, ofAnomaly) = AnomalyRules.Next(states.Anomaly, glance);
        var (flags, ofFlags) = FlagsRules.Next(states.UnknownFlags, glance);
        var next = new MachineStates
        {
            Voltage = voltage,
            Regulation = regulation,
            Overload = overload,
            Bypass = bypass,
            ReplaceBattery = replace,
            OutputOff = off,
            Test = test,
            Alarm = alarm,
            Anomaly = anomaly,
            UnknownFlags = flags,
        };
        return (next, [.. ofVoltage, .. ofRegulation, .. ofOverload, .. ofBypass, .. ofReplace, .. ofOff, .. ofTest, .. ofAlarm, .. ofAnomaly, .. ofFlags]);
    }
}

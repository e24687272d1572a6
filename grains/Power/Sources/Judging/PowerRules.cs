using NasOrleans.Power.Sources.Reading;

namespace NasOrleans.Power.Sources.Judging;

/// <summary>When a UPS is as good as dark. Pure and small: this is what people trust their data to.</summary>
internal static class PowerRules
{
    /// <summary>The first condition that holds, or null. Only ever asked about a status that is valid and fresh.</summary>
    public static Firing? Fired(BatteryFacts facts, PowerTriggers triggers)
    {
        if (facts.ForcedShutdown) return new(PowerCause.ForcedShutdown, "The UPS, or its primary, orders all to shut down (FSD)");
        if (facts.Status.Supply != Supply.Battery) return null;
        if (SaysThatItEnds(facts)) return new(PowerCause.BatteryEnding, $"On battery, and the UPS says that the battery is ending (LB){Aside(facts)}");
        if (facts.SinceTransfer < triggers.Stabilisation) return null;
        return facts.Deliberate ? Floor(facts, triggers) : Charge(facts, triggers) ?? Runtime(facts, triggers) ?? Depletion(facts, triggers) ?? Time(facts, triggers);
    }

    // A calibration runs the battery down to where LB is shown, and then ends by itself; unless the mains has gone meanwhile.
    private static bool SaysThatItEnds(BatteryFacts facts) =>
        facts.Status.Has(UpsFlags.LowBattery) && (!facts.Status.Has(UpsFlags.Calibrating) || facts.MainsMissing);

    private static Firing? Floor(BatteryFacts facts, PowerTriggers triggers) => facts.Charge < triggers.TestFloor
        ? new(PowerCause.LowCharge, $"Charge {facts.Charge:0.#} % during a test is below {triggers.TestFloor:0.#} %")
        : null;

    private static Firing? Charge(BatteryFacts facts, PowerTriggers triggers) => facts.Charge < triggers.LowCharge
        ? new(PowerCause.LowCharge, $"Charge {facts.Charge:0.#} % is below {triggers.LowCharge:0.#} %")
        : null;

    private static Firing? Runtime(BatteryFacts facts, PowerTriggers triggers) => facts.Runtime < triggers.LowRuntime.TotalSeconds
        ? new(PowerCause.LowRuntime, $"Runtime {facts.Runtime:0} s is below {triggers.LowRuntime.TotalSeconds:0} s")
        : null;

    private static Firing? Depletion(BatteryFacts facts, PowerTriggers triggers) =>
        triggers.DepletionRate > 0 && facts.Rate > triggers.DepletionRate && facts.OnBatteryFor >= triggers.DepletionGrace
            ? new(PowerCause.FastDepletion, $"The battery loses {facts.Rate:0.##} % per minute, more than {triggers.DepletionRate:0.##}, after {facts.OnBatteryFor.TotalSeconds:0} s")
            : null;

    private static Firing? Time(BatteryFacts facts, PowerTriggers triggers) =>
        triggers.LongOnBattery > TimeSpan.Zero && facts.OnBatteryFor >= triggers.LongOnBattery
            ? new(PowerCause.LongOnBattery, $"On battery for {facts.OnBatteryFor.TotalSeconds:0} s, {triggers.LongOnBattery.TotalSeconds:0} s at most")
            : null;

    private static string Aside(BatteryFacts facts) => (facts.Charge, facts.Runtime) switch
    {
        ({ } charge, { } runtime) => $"; charge {charge:0.#} %, runtime {runtime:0} s",
        ({ } charge, null) => $"; charge {charge:0.#} %",
        (null, { } runtime) => $"; runtime {runtime:0} s",
        _ => "",
    };
}

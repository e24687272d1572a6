namespace NasOrleans.Simulators.Ups.Batteries;

/// <summary>What a battery does, as functions of its true charge (0 to 1).</summary>
internal static class BatteryRules
{
    private const double PeukertExponent = 1.25;
    private const double OwnConsumption = 0.02;

    /// <summary>Part of the battery that a second takes; the load is a part of what the UPS is made for.</summary>
    public static double DrainPerSecond(DischargeCurve curve, double load, TimeSpan atFullLoad, double health)
    {
        var drawn = Math.Max(load, OwnConsumption);
        var hours = atFullLoad.TotalSeconds * Math.Max(health, 1e-6);
        return Math.Pow(drawn, curve == DischargeCurve.Peukert ? PeukertExponent : 1) / hours;
    }

    /// <summary>The charge at which it gives out.</summary>
    public static double DiesAt(DischargeCurve curve) => curve == DischargeCurve.SuddenDeath ? 0.4 : 0;

    /// <summary>What the UPS says; frozen is what it said when it began to discharge.</summary>
    public static double Shown(DischargeCurve curve, double charge, double? frozen) => curve switch
    {
        DischargeCurve.Stuck => frozen ?? charge,
        DischargeCurve.Jumps when charge < 0.4 => charge / 4,
        DischargeCurve.Jumps when charge < 0.7 => charge - 0.3,
        _ => charge,
    };

    /// <summary>The highest true charge at which no more than that is shown; below zero when it never is.</summary>
    public static double ChargeThatShows(DischargeCurve curve, double shown, double? frozen)
    {
        if (Shown(curve, 0, frozen) > shown) return -1;
        var (low, high) = (0.0, 1.0);
        if (Shown(curve, high, frozen) <= shown) return high;
        for (var step = 0; step < 60; step++)
        {
            var middle = (low + high) / 2;
            if (Shown(curve, middle, frozen) <= shown) low = middle;
            else high = middle;
        }
        return low;
    }

    /// <summary>Volts of a lead battery: it sags under load, falls slowly and then fast, and floats while it is charged.</summary>
    public static double Voltage(double nominal, double charge, double load, bool isDischarging)
    {
        if (!isDischarging) return nominal * (1.06 + 0.08 * charge);
        var knee = charge < 0.1 ? 0.05 * (1 - charge / 0.1) : 0;
        return nominal * (0.93 + 0.12 * charge - 0.03 * Math.Min(load, 1.5) - knee);
    }
}

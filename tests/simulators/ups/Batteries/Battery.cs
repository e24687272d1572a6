namespace NasOrleans.Simulators.Ups.Batteries;

/// <summary>A battery: how full it is, and what it tells of that.</summary>
internal sealed class Battery(TimeSpan atFullLoad, TimeSpan recharge)
{
    // A sum of many small steps ends beside its aim.
    private const double Tolerance = 1e-9;
    private double? _frozen;

    /// <summary>True charge, 0 to 1.</summary>
    public double Charge { get; set; } = 1;

    /// <summary>Part of its capacity that is left; 0 holds nothing.</summary>
    public double Health { get; set; } = 1;

    public DischargeCurve Curve { get; set; }

    /// <summary>How long a full one lasts at full load.</summary>
    public TimeSpan AtFullLoad { get; set; } = atFullLoad;

    /// <summary>How long it takes from empty to full.</summary>
    public TimeSpan Recharge { get; set; } = recharge;

    public bool IsFull => Charge >= 1 - Tolerance;

    public bool IsEmpty => Charge <= BatteryRules.DiesAt(Curve) + Tolerance;

    public double Shown => BatteryRules.Shown(Curve, Charge, _frozen);

    public void BeginToDischarge() => _frozen = Shown;

    public void BeginToCharge() => _frozen = null;

    public double RuntimeSeconds(double load) => Shown / Drain(load);

    public void Discharge(TimeSpan time, double load) => Charge = Math.Max(0, Charge - Drain(load) * time.TotalSeconds);

    public void Fill(TimeSpan time) => Charge = Math.Min(1, Charge + time.TotalSeconds / Recharge.TotalSeconds);

    public TimeSpan UntilEmpty(double load) => Until(BatteryRules.DiesAt(Curve), load);

    /// <summary>Until so little is shown; null when it never is before the battery is empty.</summary>
    public TimeSpan? UntilShown(double shown, double load)
    {
        var charge = BatteryRules.ChargeThatShows(Curve, shown, _frozen);
        return charge < BatteryRules.DiesAt(Curve) ? null : Until(charge, load);
    }

    public double Drain(double load) => BatteryRules.DrainPerSecond(Curve, load, AtFullLoad, Health);

    public TimeSpan UntilCharged(double charge) => RoundedUp(Math.Max(0, charge - Charge) * Recharge.TotalSeconds);

    private TimeSpan Until(double charge, double load) => RoundedUp(Math.Max(0, Charge - charge) / Drain(load));

    // One tick late, never early: after it the charge is surely there.
    private static TimeSpan RoundedUp(double seconds) => TimeSpan.FromTicks((long)Math.Ceiling(Math.Min(seconds, 1e9) * TimeSpan.TicksPerSecond) + 1);
}

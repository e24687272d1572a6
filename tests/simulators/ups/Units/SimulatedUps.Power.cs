using System.Runtime.InteropServices;
using NasOrleans.Simulators.Ups.Batteries;

namespace NasOrleans.Simulators.Ups.Units;

/// <summary>Where its power comes from and goes to, and what comes of that at which moment.</summary>
public sealed partial class SimulatedUps
{
    private static readonly TimeSpan QuickTest = TimeSpan.FromSeconds(10);
    private Mains _mains;
    private double _load;
    private DateTimeOffset _at;
    private bool _isOutputOn = true;
    private bool _isDead;
    private bool _isBypassed;
    private bool _wasOnBattery;
    private bool _hadPower = true;
    private bool _lowTold;
    private bool _silentByDeath;
    private string _whyOff = "";
    private SelfTest _test;
    private DateTimeOffset _testEndsAt;

    /// <summary>A moment at which something changes by itself.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Moment(DateTimeOffset At, Action What);

    /// <summary>Whether what hangs on it has power.</summary>
    public bool HasPower => Look(() => GivesPower);

    /// <summary>Its battery gave out and mains has not come back.</summary>
    public bool IsDead => Look(() => _isDead);

    /// <summary>When its outlets last lost power.</summary>
    public DateTimeOffset? LoadLostAt { get; private set; }

    internal Supply Supply => MainsRules.Judge(_mains.Voltage, Profile.Nominal, Number("input.transfer.low"), Number("input.transfer.high"), Profile.Regulates);

    internal bool IsOnBattery => !_isDead && (!IsMainsUsable || (_test != SelfTest.None && !_isBypassed));

    internal bool IsCharging => IsMainsUsable && !IsDraining && !Battery.IsFull;

    /// <summary>Part of its power that is drawn, as it is now: outlets that are off draw nothing.</summary>
    internal double Drawn => _isOutputOn ? _load * (1 + Outlets.Count(outlet => outlet.IsOn)) / (1.0 + Outlets.Length) : 0;

    internal bool IsLow => !_isDead && Battery.Shown <= LowAt + 1e-6;

    private bool IsMainsUsable => MainsRules.IsUsable(Supply);

    private bool IsDraining => IsOnBattery && !_isBypassed && _isOutputOn;

    private bool GivesPower => _isOutputOn && (_isBypassed ? _mains.Voltage > Profile.Nominal / 2 : !_isDead);

    // By runtime it is low on battery alone: on mains the estimate is of no concern.
    private double LowAt => Math.Max(Number("battery.charge.low") / 100, IsOnBattery ? Number("battery.runtime.low") * Battery.Drain(Drawn) : 0);

    private void Advance(DateTimeOffset now)
    {
        while (Next() is { } next && next.At <= now)
        {
            Drift(next.At);
            next.What();
            Settle();
        }
        Drift(now);
    }

    private void Drift(DateTimeOffset to)
    {
        if (to <= _at) return;
        if (IsDraining) Battery.Discharge(to - _at, Drawn);
        else if (IsCharging) Battery.Fill(to - _at);
        _at = to;
    }

    private Moment? Next()
    {
        Moment? first = null;
        if (IsDraining)
        {
            At(_at + Battery.UntilEmpty(Drawn), GiveOut);
            if (!_lowTold && Battery.UntilShown(LowAt, Drawn) is { } low) At(_at + low, BeLow);
        }
        else if (IsCharging)
        {
            At(_at + Battery.UntilCharged(1), () =>
            {
                Battery.Charge = 1;
                Tell(UpsEventKind.BatteryFull);
            });
            if (_wakes && Battery.Charge < RestartAt) At(_at + Battery.UntilCharged(RestartAt), () => { });
        }
        if (_test == SelfTest.Quick) At(_testEndsAt, () => EndTest("Done and passed"));
        if (_offAt is { } off) At(off, TurnOffNow);
        if (_onAt is { } on) At(on, TurnOnNow);
        foreach (var outlet in Outlets)
        {
            if (outlet.OffAt is { } outletOff) At(outletOff, () => SwitchNow(outlet, on: false));
            if (outlet.OnAt is { } outletOn) At(outletOn, () => SwitchNow(outlet, on: true));
        }
        return first;

        void At(DateTimeOffset at, Action what)
        {
            if (first is null || at < first.Value.At) first = new Moment(at, what);
        }
    }

    private void GiveOut()
    {
        // A test on a bad battery: mains is there, and is taken.
        if (IsMainsUsable)
        {
            EndTest("Done and failed");
            NeedsBattery = true;
            return;
        }
        // What was last read of it is what is shown until it is stale.
        _ = Values();
        Battery.Charge = Math.Min(Battery.Charge, BatteryRules.DiesAt(Battery.Curve));
        (_isDead, _isOutputOn, _wakes, _whyOff) = (true, false, true, "the battery is empty");
        (_offAt, _onAt) = (null, null);
        Tell(UpsEventKind.BatteryEmpty);
        _silentByDeath = Driver.State == DriverState.Running;
        if (_silentByDeath) Driver.Hang();
    }

    private void BeLow()
    {
        _lowTold = true;
        Tell(UpsEventKind.LowBattery);
        if (_test is SelfTest.Deep or SelfTest.Calibration) EndTest("Done and passed");
    }

    private void Settle()
    {
        if (_test != SelfTest.None && !IsMainsUsable) EndTest("Aborted");
        if (_isDead && IsMainsUsable) Revive();
        PlanReturn();
        if (IsOnBattery != _wasOnBattery)
        {
            _wasOnBattery = IsOnBattery;
            if (_wasOnBattery) Battery.BeginToDischarge();
            else Battery.BeginToCharge();
            _lowTold = false;
            Tell(_wasOnBattery ? UpsEventKind.OnBattery : UpsEventKind.OnLine, _test == SelfTest.None ? $"{_mains.Voltage:0.#} V" : "test");
        }
        if (GivesPower == _hadPower) return;
        _hadPower = GivesPower;
        if (!_hadPower) LoadLostAt = _at;
        Tell(_hadPower ? UpsEventKind.LoadRestored : UpsEventKind.LoadLost, _hadPower ? "" : _isBypassed && _isOutputOn ? "mains is gone while bypassed" : _whyOff);
    }

    private void Revive()
    {
        _isDead = false;
        if (_silentByDeath) Driver.Start();
        _silentByDeath = false;
    }

    private void Plan()
    {
        var due = Next() is { } next ? next.At - _clock.GetUtcNow() : Timeout.InfiniteTimeSpan;
        // A timer takes some weeks at most; it is planned anew when it fires.
        if (due > TimeSpan.FromDays(20)) due = TimeSpan.FromDays(20);
        _timer.Change(due < TimeSpan.Zero && due != Timeout.InfiniteTimeSpan ? TimeSpan.Zero : due, Timeout.InfiniteTimeSpan);
    }
}

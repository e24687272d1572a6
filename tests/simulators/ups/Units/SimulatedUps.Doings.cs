using NasOrleans.Simulators.Ups.Batteries;

namespace NasOrleans.Simulators.Ups.Units;

/// <summary>What can be done to it from outside the wire.</summary>
public sealed partial class SimulatedUps
{
    internal bool NeedsBattery { get; private set; }

    internal string Alarm { get; private set; } = "";

    internal string TestResult { get; private set; } = "No test initiated";

    internal bool IsBypassed => _isBypassed;

    internal bool IsOutputOn => _isOutputOn;

    internal Mains Mains => _mains;

    internal double Load => _load;

    internal SelfTest Test => _test;

    /// <summary>The mains that it gets from now on.</summary>
    public void SetMains(double voltage, double frequency = 50) => Change(() => _mains = new Mains(voltage, voltage > 0 ? frequency : 0));

    public void LoseMains() => Change(() => _mains = Mains.None);

    public void RestoreMains() => Change(() => _mains = new Mains(Profile.Nominal));

    /// <summary>Percent of what it is made for.</summary>
    public void SetLoad(double percent) => Change(() => _load = percent / 100);

    /// <summary>The true charge, in percent.</summary>
    public void SetCharge(double percent) => Change(() => Battery.Charge = Math.Clamp(percent / 100, 0, 1));

    public double TrueCharge => Look(() => Battery.Charge * 100);

    public void SetCurve(DischargeCurve curve) => Change(() => Battery.Curve = curve);

    /// <summary>How long the full battery lasts at full load.</summary>
    public void SetRuntimeAtFullLoad(TimeSpan runtime) => Change(() => Battery.AtFullLoad = runtime);

    /// <summary>Part of its capacity that the battery has left; at 0 the load is lost with the mains.</summary>
    public void SetBatteryHealth(double part) => Change(() => Battery.Health = part);

    public void WantNewBattery(bool wants = true) => Change(() => NeedsBattery = wants);

    /// <summary>A new one, full and honest.</summary>
    public void ChangeBattery() => Change(() => (Battery, NeedsBattery) = (NewBattery(), false));

    /// <summary>An alarm text; empty ends it.</summary>
    public void SetAlarm(string text) => Change(() => Alarm = text);

    public void SetBypass(bool on) => Change(() => _isBypassed = on);

    public void DriverDies() => Change(Driver.Die);

    public void DriverHangs() => Change(() =>
    {
        _ = Values();
        Driver.Hang();
        _silentByDeath = false;
    });

    /// <summary>DATA-STALE from now on, without the wait for it.</summary>
    public void DriverGoesStale() => Change(() =>
    {
        Driver.BeStale();
        _silentByDeath = false;
    });

    public void DriverStarts() => Change(Driver.Start);

    /// <summary>WAIT for good, until the driver is started.</summary>
    public void DriverWaits() => Change(Driver.WaitForever);

    /// <summary>The age at which the data of a silent driver is stale.</summary>
    public TimeSpan MaxAge
    {
        get => Driver.MaxAge;
        set => Driver.MaxAge = value;
    }

    internal void StartTest(SelfTest test)
    {
        if (!IsMainsUsable || _isBypassed) return;
        (_test, _testEndsAt, TestResult) = (test, _at + QuickTest, "In progress");
        Tell(UpsEventKind.TestStarted, test.ToString());
    }

    internal void EndTest(string result)
    {
        if (_test == SelfTest.None) return;
        (_test, TestResult) = (SelfTest.None, result);
        Tell(UpsEventKind.TestEnded, result);
    }

    internal void Received(string command, string? parameter) => Tell(UpsEventKind.CommandReceived, parameter is null ? command : $"{command} {parameter}");

    internal void Bypass(bool on) => _isBypassed = on;

    internal void Keep(string setting, string text) => _settings[setting] = text;
}

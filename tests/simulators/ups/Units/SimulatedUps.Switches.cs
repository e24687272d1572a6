namespace NasOrleans.Simulators.Ups.Units;

/// <summary>Switching its output off and on, now and later.</summary>
public sealed partial class SimulatedUps
{
    private DateTimeOffset? _offAt;
    private DateTimeOffset? _onAt;
    private bool _wakes;
    private TimeSpan _startDelay;

    /// <summary>Seconds until it turns off, as ups.timer.shutdown says; -1 without an order.</summary>
    internal double ShutdownTimer => Left(_offAt);

    internal double StartTimer => Left(_onAt);

    private double RestartAt => Number("battery.charge.restart") / 100;

    /// <summary>Off after the delay; back by itself when there is mains, if it is to return.</summary>
    internal void TurnOff(TimeSpan delay, bool returns, string why)
    {
        (_offAt, _wakes, _whyOff) = (_at + delay, returns, why);
        _startDelay = TimeSpan.FromSeconds(Number("ups.delay.start"));
    }

    internal void TurnOn(TimeSpan delay) => (_onAt, _wakes) = (_at + delay, false);

    internal void CancelSwitching() => (_offAt, _onAt, _wakes) = (null, null, _wakes && !_isOutputOn);

    internal void Switch(Outlet outlet, bool on, TimeSpan delay, bool returns = false)
    {
        if (on) outlet.OnAt = _at + delay;
        else (outlet.OffAt, outlet.Returns) = (_at + delay, returns);
    }

    internal double LeftOf(DateTimeOffset? moment) => Left(moment);

    private void TurnOffNow()
    {
        (_offAt, _isOutputOn) = (null, false);
    }

    private void TurnOnNow()
    {
        _onAt = null;
        // Without mains it starts from its battery, if that has anything left.
        _isOutputOn = !_isDead;
        _wakes = false;
    }

    private void SwitchNow(Outlet outlet, bool on)
    {
        if (on) (outlet.OnAt, outlet.Returns) = (null, false);
        else outlet.OffAt = null;
        if (outlet.IsOn == on) return;
        outlet.IsOn = on;
        Tell(on ? UpsEventKind.OutletOn : UpsEventKind.OutletOff, $"outlet.{outlet.Number}");
    }

    /// <summary>What waits for mains comes back once it is there and the battery holds enough.</summary>
    private void PlanReturn()
    {
        if (_wakes && !_isOutputOn && IsMainsUsable && _onAt is null && Battery.Charge >= RestartAt - 1e-9)
            _onAt = _at + (string.Equals(_whyOff, "the battery is empty", StringComparison.Ordinal) ? TimeSpan.Zero : _startDelay);
        if (_wakes && !IsMainsUsable) _onAt = null;
        foreach (var outlet in Outlets)
        {
            if (outlet is { IsOn: false, Returns: true } && IsMainsUsable) outlet.OnAt ??= _at + TimeSpan.FromSeconds(Number("ups.delay.start"));
        }
    }

    private double Left(DateTimeOffset? moment) => moment is { } at ? Math.Max(0, Math.Ceiling((at - _at).TotalSeconds)) : -1;
}

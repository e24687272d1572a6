namespace NasOrleans.Tests.Conformance.Life;

/// <summary>The clock by which grains grow idle: on Solo the virtual one.</summary>
internal sealed class IdleClock
{
    private readonly ManualTimeProvider _time = new();

    public TimeProvider Provider => _time;

    public TimeSpan Quantum => TimeSpan.FromMinutes(1);

    /// <summary>Between the quanta the grain may put away the turn that has just been answered: until then it counts as busy.</summary>
    public async Task Pass(int quanta)
    {
        for (var passed = 0; passed < quanta; passed++)
        {
            _time.Advance(Quantum);
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
    }

    public Task PassUntil(Func<bool> condition, string what) => Eventually.IsTrue(_time, Quantum / 4, condition, what);

    /// <summary>Lets a quantum pass, and what it set off come to its end: a timer is armed anew when its tick is over.</summary>
    public Task PassOne()
    {
        var armed = _time.Armed;
        _time.Advance(Quantum);
        return Eventually.IsTrue(() => _time.Armed >= armed, "every timer armed again");
    }
}

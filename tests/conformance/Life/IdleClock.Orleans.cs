namespace NasOrleans.Tests.Conformance.Life;

/// <summary>The clock by which grains grow idle: Orleans asks the machine's own, so here time really passes.</summary>
internal sealed class IdleClock
{
    public TimeProvider Provider => TimeProvider.System;

    public TimeSpan Quantum => TimeSpan.FromMilliseconds(200);

    public Task Pass(int quanta) => Task.Delay(Quantum * quanta, Provider);

    public Task PassUntil(Func<bool> condition, string what) => Eventually.IsTrue(condition, what);

    public Task PassOne() => Pass(1);
}

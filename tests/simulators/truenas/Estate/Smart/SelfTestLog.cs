using System.Collections.Immutable;

namespace NasOrleans.Simulators.TrueNas.Estate.Smart;

/// <summary>The self-tests that a drive remembers, newest first.</summary>
public sealed class SelfTestLog
{
    private const int Remembered = 21;
    private ImmutableList<SelfTest> _tests = [];

    public ImmutableList<SelfTest> Tests => _tests;

    public SelfTest? Running(DateTimeOffset now) =>
        _tests.FirstOrDefault() is { } newest && SelfTestRules.StateAt(newest, now) == SelfTestState.Running ? newest : null;

    public int Failed(DateTimeOffset now) => _tests.Count(test => SelfTestRules.StateAt(test, now) == SelfTestState.Failed);

    /// <summary>False while another one runs.</summary>
    public bool Start(SelfTest test)
    {
        while (true)
        {
            var before = _tests;
            if (Running(test.Started) is not null) return false;
            var after = before.Insert(0, test);
            if (after.Count > Remembered) after = after.RemoveAt(Remembered);
            if (Interlocked.CompareExchange(ref _tests, after, before) == before) return true;
        }
    }

    public void Abort(DateTimeOffset now) => ChangeRunning(now, test => test with { StoppedAt = now });

    /// <summary>The host was reset under the drive.</summary>
    public void Interrupt(DateTimeOffset now) => ChangeRunning(now, test => test with { StoppedAt = now, WasReset = true });

    public void Complete(DateTimeOffset now) => ChangeRunning(now, test => test with { WasHurried = true });

    public void Clear() => _tests = [];

    private void ChangeRunning(DateTimeOffset now, Func<SelfTest, SelfTest> change) => ImmutableInterlocked.Update(
        ref _tests, tests => tests.Count > 0 && SelfTestRules.StateAt(tests[0], now) == SelfTestState.Running ? tests.SetItem(0, change(tests[0])) : tests);
}

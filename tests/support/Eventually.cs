using System.Runtime.CompilerServices;

namespace NasOrleans.Tests;

/// <summary>Waits for what comes about by itself, with a deadline in real time.</summary>
public static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    public static Task IsTrue(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "") => IsTrue(() => Task.FromResult(condition()), what);

    public static Task IsTrue(Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string what = "") => IsTrue(condition, Limit, what);

    /// <summary>For what takes long by its nature.</summary>
    public static async Task IsTrue(Func<Task<bool>> condition, TimeSpan limit, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > limit) throw new TimeoutException($"Not within {limit}: {what}");
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    /// <summary>Moves virtual time on, step by step, until the condition holds: work that runs beside the clock gets its chance between the steps.</summary>
    public static Task IsTrue(ManualTimeProvider time, TimeSpan step, Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "") => IsTrue(
        () =>
        {
            if (condition()) return true;
            time.Advance(step);
            return condition();
        },
        what);
}

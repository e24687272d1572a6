using NasOrleans.Power.Sources;

namespace NasOrleans.Power;

/// <summary>The two clocks of one grain; the steady one goes on where the grain that wrote the saved moment stopped.</summary>
internal sealed class PowerClock(TimeProvider time, PowerMoment? saved, TimeSpan uptime)
{
    private readonly long _start = time.GetTimestamp();
    private readonly TimeSpan _from = saved is { } moment ? ClockRules.Continue(moment, time.GetUtcNow(), uptime) : TimeSpan.Zero;

    public PowerMoment Now => new(_from + time.GetElapsedTime(_start), time.GetUtcNow());
}

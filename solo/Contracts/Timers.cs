using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

public interface IGrainTimer : IDisposable
{
    void Change(TimeSpan dueTime, TimeSpan period);
}

public readonly struct GrainTimerCreationOptions
{
    public GrainTimerCreationOptions() { }

    [SetsRequiredMembers]
    public GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period) => (DueTime, Period) = (dueTime, period);

    public required TimeSpan DueTime { get; init; }

    public required TimeSpan Period { get; init; }

    public bool Interleave { get; init; }

    public bool KeepAlive { get; init; }
}

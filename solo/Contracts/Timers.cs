namespace Orleans.Runtime;

public interface IGrainTimer : IDisposable
{
    void Change(TimeSpan dueTime, TimeSpan period);
}

public struct GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period)
{
    public TimeSpan DueTime { get; set; } = dueTime;

    public TimeSpan Period { get; set; } = period;

    public bool Interleave { get; set; }

    public bool KeepAlive { get; set; }
}

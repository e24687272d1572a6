namespace NasOrleans.History;

/// <summary>The numbers of history's log lines, 4000 to 4999, each used once.</summary>
internal static class LogEvents
{
    public const int EventsWaiting = 4000;
    public const int EventsResumed = 4001;
    public const int EventsDropped = 4002;
    public const int EventsRefused = 4003;
    public const int PointsWaiting = 4010;
    public const int PointsResumed = 4011;
    public const int PointsDropped = 4012;
    public const int PointsRefused = 4013;
}

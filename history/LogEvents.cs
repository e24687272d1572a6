namespace NasOrleans.History;

/// <summary>The numbers of history's log lines, 4000 to 4999, each used once.</summary>
internal static class LogEvents
{
    public const int EventsWaiting = 4000;
    public const int EventsResumed = 4001;
    public const int EventsDropped = 4002;
    public const int EventsRefused = 4003;
}

namespace NasOrleans.Silo.Hosting;

/// <summary>The numbers of the host's log lines, 1000 to 1999, each used once.</summary>
internal static class LogEvents
{
    public const int Started = 1000;
    public const int Stopping = 1001;
    public const int SetupFailed = 1003;
    public const int AdminCreated = 1004;

    public const int WakerFailed = 1020;
    public const int WakerRecovered = 1021;
    public const int WakerBlind = 1022;
}

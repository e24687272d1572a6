namespace NasOrleans.Solo.Hosting;

/// <summary>The numbers of Solo's log lines, 5000 to 5999, each used once.</summary>
internal static class LogEvents
{
    public const int TickFailed = 5000;
    public const int OneWayFailed = 5001;
    public const int ActivationFailed = 5002;
    public const int DeactivationFailed = 5003;
    public const int StopCutShort = 5004;
    public const int ObserverFailed = 5010;
}

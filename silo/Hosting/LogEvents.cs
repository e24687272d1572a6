namespace NasOrleans.Silo.Hosting;

/// <summary>The numbers of the host's log lines, 1000 to 1999, each used once.</summary>
internal static class LogEvents
{
    public const int Started = 1000;
    public const int Stopping = 1001;
    public const int PollingOn = 1002;
    public const int SetupFailed = 1003;
    public const int AdminCreated = 1004;
    public const int PollingOff = 1005;

    public const int ConnectionImported = 1010;
    public const int ConnectionFirstContact = 1011;
    public const int ConnectionStaysDeleted = 1012;
    public const int ConnectionSetByUser = 1013;
    public const int ConnectionRefused = 1014;
    public const int ConnectionFailed = 1015;

    public const int PowerTaken = 1030;
    public const int PowerStaysDeleted = 1031;
    public const int PowerSetByUser = 1032;
    public const int PowerRefused = 1033;
    public const int PowerFailed = 1034;

    public const int WakerFailed = 1020;
    public const int WakerRecovered = 1021;
    public const int WakerBlind = 1022;

    public const int ProtectionOnly = 1040;
    public const int ProtectionAsleep = 1041;
}

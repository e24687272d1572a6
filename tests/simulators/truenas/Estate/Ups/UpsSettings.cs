namespace NasOrleans.Simulators.TrueNas.Estate.Ups;

/// <summary>What the UPS service of a NAS is told; it runs when the service ups runs.</summary>
public sealed record UpsSettings
{
    public string Mode { get; init; } = "MASTER";

    public string Identifier { get; init; } = "ups";

    public string RemoteHost { get; init; } = "";

    public int RemotePort { get; init; } = 3493;

    public string Driver { get; init; } = "";

    public string Port { get; init; } = "auto";

    /// <summary>LOWBATT, or BATT after <see cref="ShutdownTimer"/> seconds on battery.</summary>
    public string Shutdown { get; init; } = "BATT";

    public int ShutdownTimer { get; init; } = 30;

    public string? ShutdownCommand { get; init; }

    public bool PowerDown { get; init; }

    /// <summary>Its upsd answers to others on port 3493.</summary>
    public bool IsMonitoredRemotely { get; init; }
}

namespace NasOrleans.Simulators.TrueNas.Estate.Drives;

/// <summary>What a drive counts; each protocol shows its own part of it.</summary>
public sealed record DriveHealth
{
    public int PowerOnHours { get; init; }

    public int PowerCycles { get; init; } = 12;

    public int LoadCycles { get; init; } = 240;

    public int Reallocated { get; init; }

    public int Pending { get; init; }

    public int OfflineUncorrectable { get; init; }

    public int ReportedUncorrected { get; init; }

    public int EndToEndErrors { get; init; }

    public int SpinRetries { get; init; }

    public int CrcErrors { get; init; }

    /// <summary>Three 16-bit counters in one value, as Seagate packs them.</summary>
    public long CommandTimeouts { get; init; }

    /// <summary>The drive says of itself that it is about to die.</summary>
    public bool IsFailing { get; init; }

    public int GrownDefects { get; init; }

    public int Uncorrected { get; init; }

    public int MediaErrors { get; init; }

    public int CriticalWarning { get; init; }

    public int AvailableSpare { get; init; } = 100;

    public int PercentageUsed { get; init; } = 1;
}

using NasOrleans.Simulators.TrueNas.Estate.Drives;

namespace NasOrleans.Simulators.TrueNas.Estate.Smart;

/// <summary>The attribute table of an ATA drive; vendors pack several counters into one raw value.</summary>
internal static class SmartAttributes
{
    public static IEnumerable<SmartAttribute> Of(Drive drive, DateTimeOffset now) => Unsorted(drive, now).OrderBy(attribute => attribute.Id);

    private static IEnumerable<SmartAttribute> Unsorted(Drive drive, DateTimeOffset now)
    {
        var (health, hours, pending) = (drive.Health, drive.PowerOnHours(now), drive.PendingSectors(now));
        IEnumerable<SmartAttribute> common =
        [
            new(5, "Reallocated_Sector_Ct", health.Reallocated) { Value = health.IsFailing ? 4 : 100, Worst = health.IsFailing ? 4 : 100, Threshold = 10, IsPrefailure = true },
            new(9, "Power_On_Hours", hours) { Value = Math.Max(1, 100 - hours / 876), Worst = Math.Max(1, 100 - hours / 876) },
            new(12, "Power_Cycle_Count", health.PowerCycles),
            new(194, "Temperature_Celsius", PackedTemperature(drive, now)) { Text = $"{Degrees(drive, now)} (0 18 0 0 0)", Value = Degrees(drive, now), Worst = 48 },
            new(197, "Current_Pending_Sector", pending),
            new(198, "Offline_Uncorrectable", health.OfflineUncorrectable + pending),
            new(199, "UDMA_CRC_Error_Count", health.CrcErrors) { Value = 200, Worst = 200 },
        ];
        if (drive.Model.IsRotating) common = common.Concat(Rotating(drive));
        return common.Concat(drive.Model switch { { IsSeagate: true } => Seagate(drive, now), { IsRotating: true } => [new(196, "Reallocated_Event_Count", health.Reallocated)], _ => Solid(health) });
    }

    private static IEnumerable<SmartAttribute> Rotating(Drive drive) =>
    [
        new(3, "Spin_Up_Time", 0) { Value = 92, Worst = 91, IsPrefailure = true },
        new(4, "Start_Stop_Count", drive.Health.PowerCycles),
        new(10, "Spin_Retry_Count", drive.Health.SpinRetries) { Threshold = 97, IsPrefailure = true },
        new(193, "Load_Cycle_Count", drive.Health.LoadCycles),
    ];

    private static IEnumerable<SmartAttribute> Seagate(Drive drive, DateTimeOffset now)
    {
        var (health, hours) = (drive.Health, drive.PowerOnHours(now));
        var timeouts = health.CommandTimeouts;
        return
        [
            // Errors above, operations below: a large number that means nothing bad.
            new(1, "Raw_Read_Error_Rate", 171_966_120 + hours) { Value = 82, Worst = 64, Threshold = 44, IsPrefailure = true },
            new(7, "Seek_Error_Rate", 88_010_231 + hours) { Value = 80, Worst = 60, Threshold = 45, IsPrefailure = true },
            new(18, "Head_Health", 0) { Threshold = 50, IsPrefailure = true },
            new(184, "End-to-End_Error", health.EndToEndErrors) { Threshold = 97 },
            new(187, "Reported_Uncorrect", health.ReportedUncorrected),
            new(188, "Command_Timeout", timeouts) { Text = timeouts == 0 ? "0" : $"{timeouts >> 32 & 0xFFFF} {timeouts >> 16 & 0xFFFF} {timeouts & 0xFFFF}" },
            new(190, "Airflow_Temperature_Cel", PackedTemperature(drive, now)) { Value = 100 - Degrees(drive, now), Worst = 52, Threshold = 40, Text = $"{Degrees(drive, now)} (Min/Max 21/{Degrees(drive, now) + 6})" },
            new(240, "Head_Flying_Hours", (long)(uint)hours | 37L << 32) { Text = $"{hours}h+37m+02.114s" },
            new(241, "Total_LBAs_Written", 48_211_003_120),
            new(242, "Total_LBAs_Read", 91_771_213_944),
        ];
    }

    private static IEnumerable<SmartAttribute> Solid(DriveHealth health) =>
    [
        new(187, "Reported_Uncorrect", health.ReportedUncorrected),
        new(231, "SSD_Life_Left", 100 - health.PercentageUsed) { Value = 100 - health.PercentageUsed, Worst = 100 - health.PercentageUsed },
        new(241, "Lifetime_Writes_GiB", 12_480),
    ];

    private static int Degrees(Drive drive, DateTimeOffset now) => (int)Math.Round(drive.Temperature(now) ?? drive.Model.BaseTemperature);

    /// <summary>Now in the lowest byte, the lowest and highest ever above it.</summary>
    private static long PackedTemperature(Drive drive, DateTimeOffset now) => (uint)Degrees(drive, now) | 18L << 16 | (long)(Degrees(drive, now) + 6) << 32;
}

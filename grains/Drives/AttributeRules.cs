namespace NasOrleans.Drives;

/// <summary>What the raw value of an attribute counts. Some makers pack several numbers into its 48 bits.</summary>
internal static class AttributeRules
{
    private const int RawReadErrorRate = 1;
    private const int SeekErrorRate = 7;
    private const int PowerOnHours = 9;
    private const int CommandTimeout = 188;
    private const int AirflowTemperature = 190;
    private const int Temperature = 194;
    private const int HardwareEccRecovered = 195;
    private const int HeadFlyingHours = 240;

    private static readonly int[] TroubleNumbers = [5, 10, 184, 187, CommandTimeout, 196, 197, 198, 199];
    private static readonly string[] TroubleNames =
    [
        "critical_warning", "media_errors", "scsi_grown_defect_list", "scsi_pending_defects", "scsi_read_uncorrected_errors",
        "scsi_write_uncorrected_errors", "scsi_verify_uncorrected_errors",
    ];

    // Seagate, 1 and 7 (and 195): operations in the low 32 bits, errors above them. 188: timeouts in the low 16 bits, above them
    // those longer than 5 s and 7.5 s. All makers, 190 and 194: degrees in the low byte, lowest and highest above it.
    // 9 and 240: hours in the low 24 bits, minutes or milliseconds above them.
    public static long Decode(string model, int number, long raw) => number switch
    {
        RawReadErrorRate or SeekErrorRate or HardwareEccRecovered when IsSeagate(model) => (raw >> 32) & 0xFFFF,
        CommandTimeout when IsSeagate(model) => raw & 0xFFFF,
        AirflowTemperature or Temperature => (sbyte)(raw & 0xFF),
        PowerOnHours or HeadFlyingHours => raw & 0xFF_FFFF,
        _ => raw,
    };

    /// <summary>The maker packs several numbers into this one, and plain text shows the wrong one or all of them.</summary>
    public static bool IsPacked(string model, int number) =>
        number is RawReadErrorRate or SeekErrorRate or HardwareEccRecovered or CommandTimeout && IsSeagate(model);

    /// <summary>Counts something that a healthy drive has none of, so that each rise is news.</summary>
    public static bool IsTrouble(SmartAttribute attribute) =>
        attribute.Number > 0 ? Array.IndexOf(TroubleNumbers, attribute.Number) >= 0 : Array.IndexOf(TroubleNames, attribute.Name) >= 0;

    // Models read "ST8000NM0055", "ATA ST8000NM0055" or "Seagate IronWolf ST4000VN008".
    private static bool IsSeagate(string model) => model.Split(' ', StringSplitOptions.RemoveEmptyEntries).Any(word =>
        word.Equals("Seagate", StringComparison.OrdinalIgnoreCase)
        || (word.Length > 3 && word.StartsWith("ST", StringComparison.OrdinalIgnoreCase) && char.IsAsciiDigit(word[2]))
        || word.StartsWith("STM3", StringComparison.OrdinalIgnoreCase));
}

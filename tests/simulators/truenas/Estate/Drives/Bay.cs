namespace NasOrleans.Simulators.TrueNas.Estate.Drives;

/// <summary>A drive as one system sees it just now; names are handed out at boot and are not stable.</summary>
public sealed record Bay(Drive Drive, string Name, int Number, int Slot)
{
    public string Identifier => $"{{serial_lunid}}{Drive.Serial}_{Drive.Wwn}";

    /// <summary>When it was pulled; the NAS remembers it for a week.</summary>
    public DateTimeOffset? Gone { get; init; }
}

namespace NasOrleans.Simulators.TrueNas.Estate.Smart;

/// <summary>One line of the attribute table of an ATA drive.</summary>
internal sealed record SmartAttribute(int Id, string Name, long Raw)
{
    public int Value { get; init; } = 100;

    public int Worst { get; init; } = 100;

    public int Threshold { get; init; }

    /// <summary>How smartctl writes the raw value, where that is not just the number.</summary>
    public string? Text { get; init; }

    /// <summary>Below its threshold a drive is about to fail; the others only age.</summary>
    public bool IsPrefailure { get; init; }

    public string RawText => Text ?? $"{Raw}";

    public bool IsFailingNow => Threshold > 0 && Value <= Threshold;
}

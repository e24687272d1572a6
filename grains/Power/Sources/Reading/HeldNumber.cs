namespace NasOrleans.Power.Sources.Reading;

/// <summary>A number, and what was held back of it.</summary>
internal sealed record HeldNumber
{
    /// <summary>What counts now; null when it is missing, nonsense, or in doubt with nothing known before.</summary>
    public double? Value { get; init; }

    /// <summary>What was last believed.</summary>
    public double? Last { get; init; }

    /// <summary>Read once, against what stood before; believed when read again.</summary>
    public double? Doubted { get; init; }
}

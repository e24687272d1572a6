namespace NasOrleans.Power.Sources.Reading;

/// <summary>The numbers that are judged, as last read.</summary>
internal sealed record UpsNumbers
{
    /// <summary>Of the variables these come from.</summary>
    public Guid Reader { get; init; }

    public long Sequence { get; init; }

    /// <summary>Null when none were read since the start of the process.</summary>
    public TimeSpan? At { get; init; }

    public HeldNumber Charge { get; init; } = new();

    /// <summary>In seconds.</summary>
    public HeldNumber Runtime { get; init; } = new();

    public double? Load { get; init; }

    public double? InputVolts { get; init; }

    public double? NominalVolts { get; init; }
}

using Orleans;

namespace NasOrleans.Power;

/// <summary>Our own id of a power source: a UPS or a probe; the same letters as a system's.</summary>
[GenerateSerializer, Immutable, Alias("nas.power-source-id")]
public readonly record struct PowerSourceId([property: Id(0)] string Value)
{
    public static bool TryParse(string? text, out PowerSourceId id)
    {
        id = new(text ?? "");
        return IdText.IsOne(text);
    }

    public override string ToString() => Value;
}

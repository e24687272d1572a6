using Orleans;

namespace NasOrleans.Power;

/// <summary>Our own id of a power group; the same letters as a system's.</summary>
[GenerateSerializer, Immutable, Alias("nas.power-group-id")]
public readonly record struct PowerGroupId([property: Id(0)] string Value)
{
    public static bool TryParse(string? text, out PowerGroupId id)
    {
        id = new(text ?? "");
        return IdText.IsOne(text);
    }

    public override string ToString() => Value;
}

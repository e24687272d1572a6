using Orleans;

namespace NasOrleans.Systems;

/// <summary>Our own id of a NAS: 1 to 64 of <c>a-z 0-9 . _ -</c>, starting with a letter or digit. What others call it are aliases.</summary>
[GenerateSerializer, Immutable, Alias("nas.system-id")]
public readonly record struct SystemId([property: Id(0)] string Value)
{
    public static bool TryParse(string? text, out SystemId id)
    {
        id = new(text ?? "");
        return IdText.IsOne(text);
    }

    public override string ToString() => Value;
}

using Orleans;

namespace NasOrleans.Systems;

/// <summary>Our own id of a NAS: 1 to 64 of <c>a-z 0-9 . _ -</c>, starting with a letter or digit. What others call it are aliases.</summary>
[GenerateSerializer, Immutable, Alias("nas.system-id")]
public readonly record struct SystemId([property: Id(0)] string Value)
{
    private const int MaxLength = 64;

    public static bool TryParse(string? text, out SystemId id)
    {
        id = new(text ?? "");
        return text is { Length: > 0 and <= MaxLength } && char.IsAsciiLetterOrDigit(text[0]) && text.All(IsAllowed);
    }

    public override string ToString() => Value;

    private static bool IsAllowed(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '_' or '-';
}

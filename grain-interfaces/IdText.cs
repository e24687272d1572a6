namespace NasOrleans;

/// <summary>What our own ids look like: 1 to 64 of <c>a-z 0-9 . _ -</c>, starting with a letter or digit.</summary>
internal static class IdText
{
    private const int MaxLength = 64;

    public static bool IsOne(string? text) =>
        text is { Length: > 0 and <= MaxLength } && char.IsAsciiLetterOrDigit(text[0]) && text.All(IsAllowed);

    private static bool IsAllowed(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '_' or '-';
}

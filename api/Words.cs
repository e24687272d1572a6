namespace NasOrleans.Api;

/// <summary>The words of an enum as the API spells them.</summary>
internal static class Words
{
    /// <summary>True for a word, in any case, and for none at all; a number is not a word.</summary>
    public static bool TryParse<TEnum>(string? text, out TEnum? value) where TEnum : struct, Enum
    {
        value = null;
        if (text is null) return true;
        if (!Array.Exists(Enum.GetNames<TEnum>(), name => string.Equals(name, text, StringComparison.OrdinalIgnoreCase))) return false;
        value = Enum.Parse<TEnum>(text, ignoreCase: true);
        return true;
    }
}

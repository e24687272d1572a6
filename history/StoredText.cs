using System.Text;

namespace NasOrleans.History;

/// <summary>Text and moments as both engines can hold them, so that what is read is the same on either.</summary>
internal static class StoredText
{
    /// <summary>PostgreSQL refuses NUL, and neither engine holds half a surrogate pair; a name from a device must not lose an entry.</summary>
    public static string Clean(string text)
    {
        var sound = true;
        for (var i = 0; i < text.Length && sound; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else sound = text[i] != '\0' && !char.IsSurrogate(text[i]);
        }

        return sound ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');
    }

    public static string? CleanOrNull(string? text) => text is null ? null : Clean(text);
}

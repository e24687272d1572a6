using System.Text;

namespace NasOrleans.Protocols.Nut.Grammar;

/// <summary>The lines that we say. Null when something in them cannot be said: then nothing is sent.</summary>
internal static class NutLines
{
    public static byte[]? Of(string verb, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (!NutText.IsName(name)) return null;
        }
        return Whole(names.IsEmpty ? verb : $"{verb} {string.Join(' ', names)}");
    }

    /// <summary>With a text at its end, which is quoted whatever it is.</summary>
    public static byte[]? WithText(string verb, ReadOnlySpan<string> names, string text) =>
        NutText.IsText(text) && Of(verb, names) is { } line ? Whole($"{Encoding.UTF8.GetString(line).TrimEnd('\n')} {NutText.Quote(text)}") : null;

    /// <summary>With a word at its end that is quoted only where it must be: not every server understands quotes.</summary>
    public static byte[]? WithWord(string verb, ReadOnlySpan<string> names, string word) =>
        NutText.IsName(word) && Of(verb, names) is { } line ? Whole($"{Encoding.UTF8.GetString(line).TrimEnd('\n')} {word}") : WithText(verb, names, word);

    private static byte[]? Whole(string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line + "\n");
        return bytes.Length <= NutText.MaxLine ? bytes : null;
    }
}

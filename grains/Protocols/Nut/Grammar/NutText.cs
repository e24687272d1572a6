using System.Buffers;
using System.Text;

namespace NasOrleans.Protocols.Nut.Grammar;

/// <summary>What can be said in the protocol, and how. Lines end with a newline, so none may be smuggled in.</summary>
internal static class NutText
{
    public const int MaxLine = 1024;
    public const int MaxAnswer = 64 * 1024;
    public const int MaxName = 128;

    /// <summary>The server cuts longer words off without a word.</summary>
    public const int MaxText = 512;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // The server splits a bare word at "=", and takes "#" for the start of a comment.
    private static readonly SearchValues<char> NameLetters = SearchValues.Create(
        "!$%&'()*+,-./0123456789:;<>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>The name of a UPS, a variable or a command: printable ASCII in one word.</summary>
    public static bool IsName(string? text) => text is { Length: > 0 and <= MaxName } && !text.AsSpan().ContainsAnyExcept(NameLetters);

    /// <summary>Anything that is text and fits: no control characters, no half characters.</summary>
    public static bool IsText(string? text)
    {
        if (text is null || text.Length > MaxText) return false;
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsControl(text[at])) return false;
            if (!char.IsSurrogate(text[at])) continue;
            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1])) return false;
            at++;
        }
        return Encoding.UTF8.GetByteCount(text) <= MaxText;
    }

    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 8).Append('"');
        foreach (var letter in text)
        {
            if (letter is '"' or '\\' or '#') quoted.Append('\\');
            quoted.Append(letter);
        }
        return quoted.Append('"').ToString();
    }

    /// <summary>The text that bytes stand for; null when they are no clean text.</summary>
    public static string? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var text = Strict.GetString(bytes);
            foreach (var letter in text)
            {
                if (char.IsControl(letter)) return null;
            }
            return text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>As above, into letters that the caller has room for; -1 when they are no clean text.</summary>
    public static int Read(ReadOnlySpan<byte> bytes, Span<char> letters)
    {
        if (System.Text.Unicode.Utf8.ToUtf16(bytes, letters, out _, out var written, replaceInvalidSequences: false) != OperationStatus.Done) return -1;
        foreach (var letter in letters[..written])
        {
            if (char.IsControl(letter)) return -1;
        }
        return written;
    }

    /// <summary>Something a stranger sent, fit for a message: one line, printable, not long.</summary>
    public static string Shown(ReadOnlySpan<byte> bytes)
    {
        const int most = 120;
        var text = Encoding.UTF8.GetString(bytes.Length > most ? bytes[..most] : bytes);
        var clean = string.Create(text.Length, text, (letters, from) =>
        {
            for (var at = 0; at < letters.Length; at++) letters[at] = char.IsControl(from[at]) ? '�' : from[at];
        });
        return bytes.Length > most ? clean + "…" : clean;
    }
}

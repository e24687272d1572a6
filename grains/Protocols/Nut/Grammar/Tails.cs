using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;

namespace NasOrleans.Protocols.Nut.Grammar;

/// <summary>How the ends of answers read. A text that is no text is null; all else that does not fit is not the protocol.</summary>
internal static class Tails
{
    private static readonly SearchValues<byte> DigitsAndDots = SearchValues.Create("0123456789."u8);

    public static string? Quoted(ReadOnlySpan<byte> tail)
    {
        var words = new NutWords(tail);
        var text = QuotedWord(ref words);
        words.End();
        return text;
    }

    public static string Name(ReadOnlySpan<byte> tail)
    {
        var words = new NutWords(tail);
        var name = words.NextName();
        words.End();
        return name;
    }

    public static int Count(ReadOnlySpan<byte> tail) =>
        int.TryParse(Name(tail), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : throw new GrammarException("A count is no number.");

    public static NutUps Ups(ReadOnlySpan<byte> tail)
    {
        var words = new NutWords(tail);
        var name = words.NextName();
        var description = QuotedWord(ref words);
        words.End();
        return new NutUps(name, Described(description));
    }

    /// <summary>The server has a phrase for what nobody wrote.</summary>
    public static string? Described(string? description) => description is "Description unavailable" or "Unavailable" or "" ? null : description;

    public static NutRange Range(ReadOnlySpan<byte> tail)
    {
        var words = new NutWords(tail);
        var range = new NutRange(QuotedWord(ref words) ?? "", QuotedWord(ref words) ?? "");
        words.End();
        return range;
    }

    public static NutVariableType Type(ReadOnlySpan<byte> tail)
    {
        var words = new NutWords(tail);
        var types = ImmutableArray.CreateBuilder<string>();
        types.Add(words.NextName());
        while (words.TryNext(out var word)) types.Add(!word.IsQuoted && word.Text() is { } name ? name : throw new GrammarException("A type is no word."));
        return new NutVariableType(types.DrainToImmutable());
    }

    /// <summary>A line for people: any clean text.</summary>
    public static string Line(ReadOnlySpan<byte> line) => line.Length > 0 && NutText.Read(line) is { } text ? text : throw new GrammarException("A line is no text.");

    /// <summary>Digits and dots, as in 1.3.</summary>
    public static string Numbered(ReadOnlySpan<byte> line) =>
        line.Length is > 0 and < 16 && !line.ContainsAnyExcept(DigitsAndDots) ? Line(line) : throw new GrammarException($"\"{NutText.Shown(line)}\" is no version of the protocol.");

    /// <summary>What follows <c>OK</c>, often nothing.</summary>
    public static string Ok(ReadOnlySpan<byte> line) =>
        line.SequenceEqual("OK"u8) ? ""
        : line.StartsWith("OK "u8) ? Line(line)[3..].Trim()
        : throw new GrammarException($"Instead of OK came \"{NutText.Shown(line)}\".");

    private static string? QuotedWord(ref NutWords words)
    {
        var word = words.Next();
        return word.IsQuoted ? word.Text() : throw new GrammarException("A text is not quoted.");
    }
}

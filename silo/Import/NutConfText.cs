using System.Collections.Immutable;
using System.Text;

namespace NasOrleans.Silo.Import;

/// <summary>A line of one of NUT's configuration files in words. Unread when NUT itself refuses the line.</summary>
internal sealed record NutConfLine(int Line, ImmutableArray<string> Words)
{
    public string? Fault { get; init; }
}

/// <summary>The grammar of NUT's configuration files.</summary>
internal static class NutConfText
{
    // MONITOR myups@bigserver 1 upsmon "a \"b\" \\ \#c" primary   # comment
    // words between blanks; "…" holds blanks; \ takes the next letter as it is, and away a line break; # begins a comment, in quotes it is an error
    public static List<NutConfLine> Read(string text)
    {
        text = text.ReplaceLineEndings("\n");
        var (lines, line, at) = (new List<NutConfLine>(), 1, 0);
        while (at < text.Length)
        {
            var (first, words, fault) = (line, ImmutableArray.CreateBuilder<string>(), (string?)null);
            StringBuilder? word = null;
            var quoted = false;
            for (; at < text.Length && (text[at] != '\n' || quoted); at++)
            {
                var letter = text[at];
                if (letter == '\n') line++;
                if (letter == '\\' && at + 1 < text.Length)
                {
                    if (text[++at] != '\n') (word ??= new()).Append(text[at]);
                    else
                    {
                        line++;
                        if (!quoted) End();
                    }
                }
                else if (letter == '"')
                {
                    quoted = !quoted;
                    word ??= new();
                }
                else if (letter == '#')
                {
                    if (quoted) fault = "NUT refuses a '#' in quotes without a '\\' before it";
                    while (at + 1 < text.Length && text[at + 1] != '\n') at++;
                    quoted = false;
                }
                else if (!quoted && char.IsWhiteSpace(letter)) End();
                else (word ??= new()).Append(letter);
            }

            if (quoted) fault = "a quote is not closed";
            End();
            if (words.Count > 0) lines.Add(new NutConfLine(first, words.ToImmutable()) { Fault = fault });
            (at, line) = (at + 1, line + 1);

            void End()
            {
                if (word is not null) words.Add(word.ToString());
                word = null;
            }
        }

        return lines;
    }
}

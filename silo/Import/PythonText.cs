using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace NasOrleans.Silo.Import;

/// <summary>Assignments in a Python module, or in its class Config when it has one: texts, numbers, products of them, truth values, lists of texts and of pairs.</summary>
internal static partial class PythonText
{
    // class Config:
    //     UPS_NAME: str = "UPS@192.168.178.11"  # which one
    //     EXTENDED_TIME: int = 15 * 60
    //     MOUNTS_TO_UNMOUNT: List[Tuple[str, str]] = field(default_factory=lambda: [
    //         ("/mnt/media", ""),
    //     ])
    public static bool IsOne(string text) => ConfigClass().IsMatch(text) || Annotated().IsMatch(text) || Spaced().IsMatch(text);

    public static List<Given> Read(string text)
    {
        var found = new List<Given>();
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var start = Array.FindIndex(lines, line => ConfigClass().IsMatch(line));
        var inClass = start >= 0;
        for (var at = inClass ? start + 1 : 0; at < lines.Length; at++)
        {
            if (inClass && lines[at].Length > 0 && !char.IsWhiteSpace(lines[at][0]) && lines[at][0] != '#') break;
            if (Assignment().Match(lines[at]) is not { Success: true } match || (!inClass && char.IsWhiteSpace(lines[at][0]))) continue;
            var (line, value) = (at + 1, new StringBuilder(Bare(match.Groups["value"].Value)));
            while (Depth(value.ToString()) > 0 && at + 1 < lines.Length) value.Append(' ').Append(Bare(lines[++at]));
            found.Add(Value(new Given(match.Groups["name"].Value, line), value.ToString().Trim()));
        }

        return found;
    }

    /// <summary>A number, or a product of numbers; null when it is neither.</summary>
    public static string? Number(string text)
    {
        var product = 1.0;
        foreach (var factor in text.Split('*'))
        {
            if (!double.TryParse(factor.Replace("_", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return null;
            product *= number;
        }

        return product.ToString(CultureInfo.InvariantCulture);
    }

    private static Given Value(Given given, string value)
    {
        if (Quoted().Match(value) is { Success: true } quoted) return given with { Text = Plain(quoted) };
        if (value is "True" or "False") return given with { Text = value.ToLowerInvariant() };
        if (Number(value) is { } number) return given with { Text = number };
        if (!value.Contains('[', StringComparison.Ordinal) && !value.Contains("default_factory=list", StringComparison.Ordinal)) return given;
        var pairs = Pair().Matches(value).Select(pair => (pair.Groups["item"].Value, pair.Groups["beside"].Value)).ToImmutableArray();
        return given with { List = !pairs.IsEmpty ? pairs : [.. Single().Matches(value).Select(one => (one.Groups["item"].Value, ""))] };
    }

    private static string Plain(Match quoted) => quoted.Groups["text"].Value.Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);

    // Without its comment; a '#' in quotes is none.
    private static string Bare(string line)
    {
        var quote = '\0';
        for (var at = 0; at < line.Length; at++)
        {
            if (quote == '\0' && line[at] == '#') return line[..at];
            if (quote == '\0' && line[at] is '"' or '\'') quote = quote == '\0' ? line[at] : line[at] == quote ? '\0' : quote;
            else if (line[at] == quote) quote = '\0';
        }

        return line;
    }

    private static int Depth(string value)
    {
        var bare = Strings().Replace(value, "");
        return bare.Count(letter => letter is '(' or '[') - bare.Count(letter => letter is ')' or ']');
    }

    [GeneratedRegex(@"^class\s+Config\b", RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex ConfigClass();

    [GeneratedRegex(@"^\s*[A-Z][A-Z0-9_]*\s*:\s*[A-Za-z][^=\n]*=", RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Annotated();

    [GeneratedRegex(@"^[A-Z][A-Z0-9_]*\s+=\s", RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Spaced();

    [GeneratedRegex(@"^\s*(?<name>[A-Z][A-Z0-9_]*)\s*(:[^=]*)?=(?<value>.*)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"^(Path\(\s*)?r?(?<quote>[""'])(?<text>(\\.|(?!\k<quote>).)*)\k<quote>(\s*\))?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"[\(\[]\s*(?<a>[""'])(?<item>[^""']*)\k<a>\s*,\s*(?<b>[""'])(?<beside>[^""']*)\k<b>\s*,?\s*\)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Pair();

    [GeneratedRegex(@"(?<a>[""'])(?<item>[^""']*)\k<a>", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Single();

    [GeneratedRegex(@"""[^""]*""|'[^']*'", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Strings();
}

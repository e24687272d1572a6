using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace NasOrleans.Silo.Import;

/// <summary>Assignments in a file that a shell reads. What the shell would work out is not read, but for a default and a product.</summary>
internal static partial class ShellText
{
    // UPS_NAME="UPS@192.168.178.11"   # which one
    // EXTENDED_TIME=$((15*60))
    // MAX_VM_WAIT=${MAX_VM_WAIT:-30}
    // MOUNTS_TO_UNMOUNT=("/mnt/media" "/mnt/nas:-l")
    // declare -A MOUNTS_TO_UNMOUNT=(["/mnt/nas"]="-l")
    public static List<Given> Read(string text)
    {
        var found = new List<Given>();
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var at = 0; at < lines.Length; at++)
        {
            if (Assignment().Match(lines[at]) is not { Success: true } match) continue;
            var given = new Given(match.Groups["name"].Value, at + 1);
            var value = match.Groups["value"].Value;
            if (!value.StartsWith('('))
            {
                var only = Words(value, out _);
                found.Add(given with { Text = only.Count > 0 ? only[0] : "" });
                continue;
            }

            var whole = new StringBuilder(value[1..]);
            List<string?> words;
            while (!IsClosed(words = Words(whole.ToString(), out var closed), closed) && at + 1 < lines.Length) whole.Append('\n').Append(lines[++at]);
            found.Add(given with { List = [.. words.OfType<string>().Select(Pair)] });
        }

        return found;
    }

    private static bool IsClosed(List<string?> words, bool closed) => closed || words.Count > 10_000;

    // ["/mnt/nas"]="-l", "/mnt/nas:-l", "/mnt/nas|-l", "/mnt/nas -l"
    private static (string, string) Pair(string word)
    {
        if (word.StartsWith('[') && word.IndexOf("]=", StringComparison.Ordinal) is > 0 and var end) return (word[1..end], word[(end + 2)..]);
        var cut = word.IndexOfAny([':', '|', ',', ' ']);
        return cut < 0 ? (word, "") : (word[..cut], word[(cut + 1)..].Trim());
    }

    /// <summary>The words of a value; null for one that only the shell knows. Closed by a bracket or not.</summary>
    private static List<string?> Words(string text, out bool closed)
    {
        closed = false;
        var words = new List<string?>();
        StringBuilder? word = null;
        var known = true;
        for (var at = 0; at <= text.Length; at++)
        {
            var letter = at < text.Length ? text[at] : '\n';
            if (char.IsWhiteSpace(letter) || letter is ';' or ')')
            {
                if (word is not null) words.Add(known ? word.ToString() : null);
                (word, known) = (null, true);
                if (letter == ')') closed = true;
                if (closed) break;
                continue;
            }

            if (letter == '#' && word is null)
            {
                while (at < text.Length && text[at] != '\n') at++;
                continue;
            }

            word ??= new StringBuilder();
            if (letter is '"' or '\'') at = Quoted(text, at, letter, word, ref known);
            else if (letter == '\\' && at + 1 < text.Length) word.Append(text[++at]);
            else if (letter == '$') at = Worked(text, at, word, ref known);
            else if (letter == '`') known = false;
            else word.Append(letter);
        }

        return words;
    }

    private static int Quoted(string text, int at, char quote, StringBuilder word, ref bool known)
    {
        for (at++; at < text.Length && text[at] != quote; at++)
        {
            if (quote == '"' && text[at] == '\\' && at + 1 < text.Length && text[at + 1] is '"' or '\\' or '$' or '`') word.Append(text[++at]);
            else if (quote == '"' && text[at] == '$') at = Worked(text, at, word, ref known);
            else if (quote == '"' && text[at] == '`') known = false;
            else word.Append(text[at]);
        }

        return at;
    }

    private static int Worked(string text, int at, StringBuilder word, ref bool known)
    {
        if (Default().Match(text, at) is { Success: true } given) word.Append(given.Groups["default"].Value);
        else if (Sum().Match(text, at) is { Success: true } sum && PythonText.Number(sum.Groups["product"].Value) is { } number) return Take(sum, number);
        else
        {
            known = false;
            return at;
        }

        return at + given.Length - 1;

        int Take(Match match, string value)
        {
            word.Append(value);
            return at + match.Length - 1;
        }
    }

    [GeneratedRegex(@"^(export\s+|readonly\s+|(declare|typeset|local)\s+(-\w+\s+)*)?(?<name>[A-Za-z_][A-Za-z0-9_]*)=(?<value>.*)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"\G\$\{\w+:?[-=](?<default>[^}$`""']*)\}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Default();

    [GeneratedRegex(@"\G\$\(\((?<product>[\d\s.*]+)\)\)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Sum();
}

using System.Collections.Immutable;
using System.Globalization;
using NasOrleans.Protocols.HostActions.Children;
using NasOrleans.Protocols.Ssh;

namespace NasOrleans.Protocols.HostActions.Shells;

/// <summary>Commands as a shell at the other end of SSH reads them: one line, whatever shell the user has.</summary>
internal static class ShellText
{
    private const string Environment = "PATH=$PATH:" + ProgramPath.OfTheSystem + " LC_ALL=C; export PATH LC_ALL; ";
    private const char Mark = '=';

    public static string Quote(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or ':' or ',' or '+' or '@')
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    public static string One(HostCommand command, bool sudo) => Posix(Environment + Words(command, sudo));

    /// <summary>
    /// All at once. Each says how it ended in a line of its own, so that those that ended in time are known when another one hangs:
    /// <code>=3 0 Domain '5' is being shutdown</code>
    /// </summary>
    public static string All(IEnumerable<(int Number, HostCommand Command)> commands, bool sudo) => Posix(Environment
        + string.Concat(commands.Select(each => string.Create(CultureInfo.InvariantCulture,
            $"(o=$({{ {Words(each.Command, sudo)}; }} 2>&1 </dev/null); c=$?; printf \"{Mark}%s %s %s\\n\" {each.Number} $c \"$(printf %s \"$o\" | tr \"\\n\\r\\t\" \"   \" | cut -c 1-300)\") & ")))
        + "wait");

    public static string Missing(IEnumerable<string> programs) => Posix(Environment
        + string.Concat(programs.Select(program => $"command -v {Quote(program)} >/dev/null || echo {Quote(program)}; ")) + $"echo {Mark}");

    /// <summary>Null when the answer did not come whole.</summary>
    public static ImmutableArray<string>? ReadMissing(string output)
    {
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines is [.., "="] ? [.. lines[..^1]] : null;
    }

    public static ImmutableDictionary<int, CommandEnd> ReadAll(string output)
    {
        var ends = ImmutableDictionary.CreateBuilder<int, CommandEnd>();
        foreach (var line in output.Split('\n').Where(line => line.StartsWith(Mark)))
        {
            var parts = line[1..].Split(' ', 3);
            if (parts.Length == 3 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var code))
                ends[number] = new(CommandFate.Exited, SshErrorRules.Words(parts[2])) { ExitCode = code, Output = parts[2], Errors = parts[2] };
        }

        return ends.ToImmutable();
    }

    private static string Posix(string text) => "sh -c " + Quote(text);

    private static string Words(HostCommand command, bool sudo)
    {
        var words = string.Join(' ', (sudo ? (string[])["sudo", "-n"] : []).Append(command.Program).Concat(command.Arguments).Select(Quote));
        return command.Folder is { } folder ? $"cd {Quote(folder)} && {words}" : words;
    }
}

using System.Text.RegularExpressions;

namespace NasOrleans.Tests.E2e.Runbook;

/// <summary>A fenced block of the runbook, and with which setting the service is to be restarted before it goes on.</summary>
internal sealed partial record RunbookStep(string Section, string Language, string Text, string? Restart)
{
    private const string Fence = "```";

    /// <summary>What this machine has no service manager, journal or history for.</summary>
    public bool IsForTheHostAlone => HostCommand().IsMatch(Text);

    public override string ToString() => $"{Section}:\n{Text}";

    public static IReadOnlyList<RunbookStep> Read(string path)
    {
        var steps = new List<RunbookStep>();
        var section = "";
        string? restart = null;
        var lines = File.ReadAllLines(path);
        for (var at = 0; at < lines.Length; at++)
        {
            var line = lines[at];
            if (line.StartsWith('#')) section = line.TrimStart('#', ' ');
            if (RestartMark().Match(line) is { Success: true } mark) restart = mark.Groups["setting"].Value;
            if (!line.StartsWith(Fence, StringComparison.Ordinal)) continue;
            var end = Array.IndexOf(lines, Fence, at + 1);
            steps.Add(new(section, line[Fence.Length..], string.Join('\n', lines[(at + 1)..end]), restart));
            restart = null;
            at = end;
        }

        return steps;
    }

    [GeneratedRegex(@"\b(systemctl|journalctl|git)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HostCommand();

    [GeneratedRegex(@"^<!-- restart: (?<setting>\S+) -->$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RestartMark();
}

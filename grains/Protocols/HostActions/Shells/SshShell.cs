using System.Collections.Immutable;
using NasOrleans.Protocols.Ssh;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Protocols.HostActions.Shells;

/// <summary>A host that is told by SSH; by key alone, and only when it shows the agreed key.</summary>
/// <param name="sudo">Programs are run by <c>sudo -n</c>; command lines are not touched.</param>
internal sealed class SshShell(SshTarget target, bool sudo, SshClient ssh) : IHostShell
{
    // An SSH command line has a limit; so many characters of it stay unused.
    private const int LongestLine = 8000;

    public async Task<CommandEnd> RunAsync(HostCommand command, TimeSpan limit, CancellationToken cancellationToken) =>
        End(command, limit, await SendAsync(command.Line ?? ShellText.One(command, sudo), limit, command.Output, cancellationToken));

    public async Task<ImmutableArray<CommandEnd>> RunAllAsync(ImmutableArray<HostCommand> commands, TimeSpan limit, CancellationToken cancellationToken)
    {
        var parts = Parts(commands);
        var results = await Task.WhenAll(parts.Select(part => SendAsync(ShellText.All(part, sudo), limit, Children.ChildLimits.Usual, cancellationToken)));
        var ends = new CommandEnd[commands.Length];
        foreach (var (part, result) in parts.Zip(results))
        {
            var said = ShellText.ReadAll(result.Output);
            foreach (var (number, command) in part) ends[number] = said.GetValueOrDefault(number) ?? Unsaid(command, limit, result);
        }

        return [.. ends];
    }

    public async Task<Asked<ImmutableArray<string>>> MissingAsync(ImmutableArray<string> programs, TimeSpan limit, CancellationToken cancellationToken)
    {
        var result = await SendAsync(ShellText.Missing(programs), limit, Children.ChildLimits.Usual, cancellationToken);
        return ShellText.ReadMissing(result.Output) is { } missing
            ? Asked<ImmutableArray<string>>.Said(missing)
            : Asked<ImmutableArray<string>>.Silent(result.Fault?.Message ?? SshErrorRules.Refused(result).Message);
    }

    private Task<SshResult> SendAsync(string line, TimeSpan limit, int output, CancellationToken cancellationToken) =>
        ssh.RunAsync(target, line, new(limit, output) { Total = limit }, cancellationToken);

    private List<List<(int Number, HostCommand Command)>> Parts(ImmutableArray<HostCommand> commands)
    {
        var parts = new List<List<(int Number, HostCommand Command)>>();
        for (var number = 0; number < commands.Length; number++)
        {
            var next = (number, commands[number]);
            if (parts.Count > 0 && ShellText.All([.. parts[^1], next], sudo).Length <= LongestLine) parts[^1].Add(next);
            else parts.Add([next]);
        }

        return parts;
    }

    private static CommandEnd End(HostCommand command, TimeSpan limit, SshResult result) => result.End == SshEnd.Exited
        ? new(CommandFate.Exited, result.ExitCode == 0 ? SshErrorRules.Words(result.Output) : SshErrorRules.Refused(result).Message)
        {
            ExitCode = result.ExitCode,
            Output = result.Output,
            Errors = result.Errors,
        }
        : Unsaid(command, limit, result);

    private static CommandEnd Unsaid(HostCommand command, TimeSpan limit, SshResult result) => result switch
    {
        { End: SshEnd.NotSent } => new(CommandFate.NotSent, result.Fault!.Message),
        { End: SshEnd.Dropped } => new(CommandFate.HungUp, result.Fault!.Message),
        { Fault.Error: LinkError.Timeout } => new(CommandFate.Late, $"'{command.Name}' did not end within {limit.TotalSeconds:0.#} s."),
        _ => new(CommandFate.Lost, result.Fault?.Message ?? $"The host did not say how '{command.Name}' ended."),
    };
}

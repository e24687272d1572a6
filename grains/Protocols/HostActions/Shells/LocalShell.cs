using System.Collections.Immutable;
using NasOrleans.Protocols.HostActions.Children;
using NasOrleans.Protocols.Ssh;

namespace NasOrleans.Protocols.HostActions.Shells;

/// <summary>Our own host.</summary>
internal sealed class LocalShell(ProgramPath path, TimeProvider time) : IHostShell
{
    // By these, engines find their sockets and what their users configured.
    private static readonly ImmutableArray<string> Keeps = ["HOME", "USER", "LOGNAME", "XDG_RUNTIME_DIR", "DOCKER_HOST", "DOCKER_CONTEXT", "CONTAINER_HOST", "TZ"];

    public async Task<CommandEnd> RunAsync(HostCommand command, TimeSpan limit, CancellationToken cancellationToken)
    {
        var child = command.Line is { } line ? new ChildCommand("sh", ["-c", line]) : new ChildCommand(command.Program, command.Arguments);
        var end = await ChildProcess.RunAsync(child with { Path = path, Folder = command.Folder, Keeps = Keeps }, new(limit, command.Output), time, cancellationToken);
        var (fate, text) = end.Fate switch
        {
            ChildFate.Missing => (CommandFate.NotSent, command.Folder is null ? $"There is no program '{command.Name}' here." : $"There is no program '{command.Name}' here, or no folder {command.Folder}."),
            ChildFate.Late => (CommandFate.Late, $"'{command.Name}' did not end within {limit.TotalSeconds:0.#} s and was ended."),
            ChildFate.Stuck => (CommandFate.Late, $"'{command.Name}' did not end within {limit.TotalSeconds:0.#} s, cannot be ended, and was left behind."),
            _ => (CommandFate.Exited, SshErrorRules.Words(end.Errors.Length > 0 ? end.Errors : end.Output)),
        };
        return new(fate, text) { ExitCode = end.ExitCode, Output = end.Output, Errors = end.Errors, Cut = end.Cut };
    }

    public async Task<ImmutableArray<CommandEnd>> RunAllAsync(ImmutableArray<HostCommand> commands, TimeSpan limit, CancellationToken cancellationToken) =>
        [.. await Task.WhenAll(commands.Select(command => RunAsync(command, limit, cancellationToken)))];

    public async Task<Asked<ImmutableArray<string>>> MissingAsync(ImmutableArray<string> programs, TimeSpan limit, CancellationToken cancellationToken)
    {
        // A folder of the path may lie on a file system that hangs.
        var looking = Task.Run(() => programs.Where(program => path.Find(program) is null).ToImmutableArray(), cancellationToken);
        try
        {
            return Asked<ImmutableArray<string>>.Said(await looking.WaitAsync(limit, time, cancellationToken));
        }
        catch (TimeoutException)
        {
            return Asked<ImmutableArray<string>>.Silent("The folders of programs cannot be read.");
        }
    }
}

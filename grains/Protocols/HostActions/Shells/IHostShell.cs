using System.Collections.Immutable;

namespace NasOrleans.Protocols.HostActions.Shells;

/// <summary>Runs commands on one host.</summary>
internal interface IHostShell
{
    Task<CommandEnd> RunAsync(HostCommand command, TimeSpan limit, CancellationToken cancellationToken);

    /// <summary>Side by side; of what they say, only a line is kept. None of them may be a command line.</summary>
    Task<ImmutableArray<CommandEnd>> RunAllAsync(ImmutableArray<HostCommand> commands, TimeSpan limit, CancellationToken cancellationToken);

    Task<Asked<ImmutableArray<string>>> MissingAsync(ImmutableArray<string> programs, TimeSpan limit, CancellationToken cancellationToken);
}

namespace NasOrleans.Protocols.HostActions.Shells;

internal enum CommandFate
{
    /// <summary>It certainly never ran.</summary>
    NotSent,

    Exited,

    /// <summary>The host closed the connection while it ran.</summary>
    HungUp,

    Late,

    /// <summary>Nobody knows: the connection broke, or more was said than is taken in.</summary>
    Lost,
}

/// <summary>What became of a command.</summary>
/// <param name="Text">What to say of it, in one line.</param>
internal sealed record CommandEnd(CommandFate Fate, string Text)
{
    public int ExitCode { get; init; }

    public string Output { get; init; } = "";

    public string Errors { get; init; } = "";

    /// <summary>More was said than is kept.</summary>
    public bool Cut { get; init; }

    public bool Succeeded => Fate == CommandFate.Exited && ExitCode == 0;
}

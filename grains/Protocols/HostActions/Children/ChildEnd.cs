namespace NasOrleans.Protocols.HostActions.Children;

internal enum ChildFate
{
    /// <summary>There is no such program, or it cannot be started: nothing ran.</summary>
    Missing,

    Exited,

    /// <summary>It said more than it may, and was ended.</summary>
    Flooded,

    /// <summary>It took too long, and was ended.</summary>
    Late,

    /// <summary>It took too long and cannot be ended, as one that waits for a dead disk; it was left behind.</summary>
    Stuck,
}

internal sealed record ChildEnd(ChildFate Fate)
{
    /// <summary>128 and the signal for one that a signal ended.</summary>
    public int ExitCode { get; init; }

    public string Output { get; init; } = "";

    public string Errors { get; init; } = "";

    /// <summary>More was said than is kept.</summary>
    public bool Cut { get; init; }
}

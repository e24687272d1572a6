using System.Collections.Immutable;

namespace NasOrleans.Systems.Commands;

/// <summary>The latest commands of a system, newest first; each at least as long as its id may be ordered again.</summary>
internal sealed record CommandsState
{
    public ImmutableArray<CommandRun> Commands { get; init; } = [];
}

/// <summary>A command with all that must be known to go on with it after a crash.</summary>
internal sealed record CommandRun
{
    public required SystemCommand Command { get; init; }

    /// <summary>How long apps and virtual machines get to stop first; null leaves that to the NAS.</summary>
    public TimeSpan? StopWorkloadsFor { get; init; }

    public DateTimeOffset? PrepareUntil { get; init; }

    public bool Prepared { get; init; }

    /// <summary>From when on it could be sent. An order that nobody could give in time is not given later.</summary>
    public DateTimeOffset ReadyAt { get; init; }

    /// <summary>One of a pair: the node that stands by goes down first.</summary>
    public bool OfPair { get; init; }

    /// <summary>The order to the node that stands by is on its way.</summary>
    public bool TellingStandby { get; init; }

    public bool StandbyTold { get; init; }

    /// <summary>Nobody knows whether the order reached the node that stands by.</summary>
    public bool StandbyDoubtful { get; init; }

    /// <summary>It was told that the system could not be reached yet.</summary>
    public bool Unreached { get; init; }

    /// <summary>The boot that was to be ended.</summary>
    public string? BootId { get; init; }

    public int Sends { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    /// <summary>The NAS said yes.</summary>
    public bool Taken { get; init; }

    /// <summary>It went out, or may have; nobody knows whether it arrived.</summary>
    public bool Doubtful { get; init; }

    public bool SeenGoingDown { get; init; }

    public bool SeenDark { get; init; }

    /// <summary>Since when no probe was answered.</summary>
    public DateTimeOffset? DarkSince { get; init; }

    /// <summary>Which connection it was ordered by: a command does not follow a changed one to another NAS.</summary>
    public DateTimeOffset? ConnectionSetAt { get; init; }

    /// <summary>Since when it cannot be written that the order goes out.</summary>
    public DateTimeOffset? UnwrittenSince { get; init; }
}

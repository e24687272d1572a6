using System.Collections.Immutable;
using Orleans;

namespace NasOrleans.Systems.Commands;

[GenerateSerializer, Alias("nas.command-kind")]
public enum CommandKind
{
    Shutdown,
    Reboot,
    Wake,
}

/// <summary>How far a command has come. The last three are final.</summary>
[GenerateSerializer, Alias("nas.command-state")]
public enum CommandState
{
    /// <summary>Written down; nothing was sent yet.</summary>
    Accepted,

    /// <summary>Apps and virtual machines are being stopped first.</summary>
    Preparing,

    /// <summary>The order goes out now; after a crash here nobody knows whether it arrived.</summary>
    Sending,

    /// <summary>The order went out; the system is watched for what it does.</summary>
    Sent,

    /// <summary>Seen to have come about: dark, up again under another boot id, or up.</summary>
    Confirmed,

    /// <summary>Not seen to have come about in time; it may have or not.</summary>
    Unknown,

    /// <summary>Known not to have happened: refused by the NAS, or never sent.</summary>
    Failed,
}

/// <summary>An order to a NAS and what became of it.</summary>
[GenerateSerializer, Immutable, Alias("nas.system-command")]
public sealed record SystemCommand
{
    [Id(0)] public required Guid Id { get; init; }

    [Id(1)] public required CommandKind Kind { get; init; }

    [Id(2)] public required CommandState State { get; init; }

    [Id(3)] public required string Reason { get; init; }

    [Id(4)] public required string RequestedBy { get; init; }

    [Id(5)] public DateTimeOffset RequestedAt { get; init; }

    [Id(6)] public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Oldest first.</summary>
    [Id(7)] public ImmutableArray<CommandStep> Timeline { get; init; } = [];

    public bool IsFinal => State >= CommandState.Confirmed;
}

/// <summary>One line of a command's timeline.</summary>
[GenerateSerializer, Immutable, Alias("nas.command-step")]
public sealed record CommandStep
{
    [Id(0)] public DateTimeOffset At { get; init; }

    [Id(1)] public CommandState State { get; init; }

    [Id(2)] public required string Text { get; init; }
}

/// <summary>What somebody orders.</summary>
[GenerateSerializer, Immutable, Alias("nas.command-order")]
public sealed record CommandOrder
{
    /// <summary>Made by whoever orders; the same id again is the same command, not another one.</summary>
    [Id(0)] public required Guid Id { get; init; }

    [Id(1)] public required CommandKind Kind { get; init; }

    /// <summary>The system's id once more: an order that went astray must not hit another system.</summary>
    [Id(2)] public required SystemId Confirm { get; init; }

    [Id(3)] public required string Reason { get; init; }

    [Id(4)] public required string By { get; init; }

    /// <summary>Stop apps and virtual machines first, for at most this long; null leaves that to the NAS.</summary>
    [Id(5)] public TimeSpan? StopWorkloadsFor { get; init; }

    /// <summary>Whoever orders goes another way then: what is not written down by this moment is not carried out. Null waits for as long as it takes.</summary>
    [Id(6)] public DateTimeOffset? NotAfter { get; init; }
}

[GenerateSerializer, Alias("nas.command-refusal")]
public enum CommandRefusal
{
    None,
    NotFound,

    /// <summary>There is no way to tell the system anything.</summary>
    NoConnection,

    /// <summary>Another command of this system is still under way.</summary>
    Busy,

    /// <summary>Polling is off, and with it all that is said to a NAS.</summary>
    PollingOff,

    /// <summary>It could not be written down by the moment that was named; it is not carried out.</summary>
    TooLate,
}

/// <summary>The answer to an order: accepted, with the command as it stands, or refused.</summary>
[GenerateSerializer, Immutable, Alias("nas.command-outcome")]
public sealed record CommandOutcome
{
    [Id(0)] public CommandRefusal Refusal { get; init; }

    [Id(1)] public SystemCommand? Command { get; init; }

    /// <summary>It had been ordered before; this is how it stands now.</summary>
    [Id(2)] public bool Repeated { get; init; }
}

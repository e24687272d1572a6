namespace NasOrleans.Simulators.Ups.Faults;

/// <summary>What can be wrong with a server, for all its clients.</summary>
public enum ServerFault
{
    /// <summary>Nothing listens any more; those who are connected are cut off.</summary>
    RefusesConnections,

    /// <summary>Whoever connects is reset at once.</summary>
    ResetsConnections,

    /// <summary>Connections are accepted and requests read, nothing is answered.</summary>
    NeverAnswers,

    /// <summary>Each answer takes as long as <see cref="ServerFaults.Slowness"/> says.</summary>
    SlowAnswers,

    /// <summary>Half of each answer's first line, then nothing.</summary>
    HalfLines,

    /// <summary>The connection ends in the middle of each answer.</summary>
    DropsMidAnswer,

    /// <summary>Each answer is a line of 64 KB.</summary>
    LongLines,

    /// <summary>Each answer is bytes that are no text.</summary>
    GarbageBytes,

    /// <summary>Answers name another UPS and variable than was asked for.</summary>
    WrongEcho,

    /// <summary>Lists end without having begun.</summary>
    EndWithoutBegin,

    /// <summary>A client that sends and does not read holds up all others, as in upsd up to 2.8.</summary>
    BlockedByWhoDoesNotRead,

    /// <summary>Nobody may do anything, whatever the password.</summary>
    RefusesCredentials,
}

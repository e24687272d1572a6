using Orleans;

namespace NasOrleans.Power.Sources;

/// <summary>Why nothing valid is known of a source at the moment, as a closed set.</summary>
[GenerateSerializer, Alias("nas.contact-fault-kind")]
public enum ContactFaultKind
{
    /// <summary>The driver keeps silent: the server has nothing but old data.</summary>
    Stale,

    /// <summary>The server lost its driver.</summary>
    DriverGone,

    /// <summary>The server knows no UPS of that name.</summary>
    UnknownUps,

    /// <summary>It answered with a status that says neither on line nor on battery, or that is none.</summary>
    Unclear,

    Dns,
    Refused,
    Unreachable,
    Timeout,

    /// <summary>The connection broke.</summary>
    Broken,

    /// <summary>The certificate is not believed, or there is no TLS where it is wanted.</summary>
    Tls,

    /// <summary>The server wants to know who asks, or does not let us read.</summary>
    Denied,

    /// <summary>What came is not the protocol.</summary>
    Protocol,

    /// <summary>The latest answer is too old to be acted on.</summary>
    Old,

    /// <summary>Whoever reads for us did not answer.</summary>
    NoReader,

    /// <summary>A probe got an answer that is none of the 200s.</summary>
    BadAnswer,

    /// <summary>A probe got an answer that does not hold what it must.</summary>
    NoMatch,
}

[GenerateSerializer, Immutable, Alias("nas.contact-fault")]
public sealed record ContactFault
{
    [Id(0)] public required ContactFaultKind Kind { get; init; }

    /// <summary>In words that say what to do about it.</summary>
    [Id(1)] public string Message { get; init; } = "";
}

/// <summary>How it stands with hearing of a source.</summary>
[GenerateSerializer, Alias("nas.contact-state")]
public enum ContactState
{
    /// <summary>Nothing valid was heard in this boot.</summary>
    Never,

    Good,

    /// <summary>The latest answers failed, for less than the grace.</summary>
    InDoubt,

    Lost,
}

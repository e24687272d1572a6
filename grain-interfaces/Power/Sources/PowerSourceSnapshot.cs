using System.Collections.Immutable;
using Orleans;

namespace NasOrleans.Power.Sources;

/// <summary>A power source as last decided: all that a page shows.</summary>
[GenerateSerializer, Immutable, Alias("nas.power-source-snapshot")]
public sealed record PowerSourceSnapshot
{
    [Id(0)] public required PowerSourceId Id { get; init; }

    [Id(1)] public required PowerSourceConfig Config { get; init; }

    [Id(2)] public PowerOrigin Origin { get; init; }

    [Id(3)] public bool HasPassword { get; init; }

    [Id(4)] public bool HasAuthorization { get; init; }

    [Id(5)] public required SourceVerdict Verdict { get; init; }

    [Id(6)] public ContactSnapshot Contact { get; init; } = new();

    /// <summary>Of a UPS.</summary>
    [Id(7)] public UpsSnapshot? Ups { get; init; }

    /// <summary>Of a probe.</summary>
    [Id(8)] public ProbeSnapshot? Probe { get; init; }

    /// <summary>The latest changes, newest first.</summary>
    [Id(9)] public ImmutableArray<PowerNote> Notes { get; init; } = [];

    /// <summary>Grows with everything that is written down.</summary>
    [Id(10)] public long Revision { get; init; }

    /// <summary>What its owner should know, such as credentials that cross the network in the open.</summary>
    [Id(11)] public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>How we stand to the others who watch the UPS; null for an observer and for a probe.</summary>
    [Id(12)] public LoginSnapshot? Login { get; init; }
}

[GenerateSerializer, Alias("nas.login-state")]
public enum LoginState
{
    /// <summary>Not logged in yet, or not any more; it is tried again.</summary>
    Missing,

    /// <summary>The primary waits for us.</summary>
    Held,

    /// <summary>Our loads are down, and nobody needs to wait for us.</summary>
    Released,
}

[GenerateSerializer, Immutable, Alias("nas.login-snapshot")]
public sealed record LoginSnapshot
{
    [Id(0)] public LoginState State { get; init; }

    /// <summary>Why there is no login.</summary>
    [Id(1)] public ContactFault? Fault { get; init; }

    /// <summary>How many others are logged in, as last counted by a primary that waits for them.</summary>
    [Id(2)] public int? Others { get; init; }

    /// <summary>When we set the forced shutdown of this outage.</summary>
    [Id(3)] public DateTimeOffset? ForcedAt { get; init; }
}

[GenerateSerializer, Immutable, Alias("nas.contact-snapshot")]
public sealed record ContactSnapshot
{
    [Id(0)] public ContactState State { get; init; }

    [Id(1)] public DateTimeOffset? Since { get; init; }

    [Id(2)] public ContactFault? Fault { get; init; }

    /// <summary>When a valid answer last came.</summary>
    [Id(3)] public DateTimeOffset? LastGood { get; init; }

    /// <summary>Times in the last day that contact broke and came back.</summary>
    [Id(4)] public int Flaps { get; init; }
}

[GenerateSerializer, Immutable, Alias("nas.probe-snapshot")]
public sealed record ProbeSnapshot
{
    /// <summary>Failed checks in a row.</summary>
    [Id(0)] public int Failures { get; init; }

    /// <summary>Failed checks that make an outage.</summary>
    [Id(1)] public int Needed { get; init; }

    [Id(2)] public DateTimeOffset? LastCheck { get; init; }

    [Id(3)] public DateTimeOffset? LastSuccess { get; init; }

    /// <summary>How long the latest check took.</summary>
    [Id(4)] public TimeSpan? Took { get; init; }
}

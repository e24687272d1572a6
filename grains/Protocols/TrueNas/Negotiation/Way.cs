using System.Collections.Immutable;
using NasOrleans.Protocols.TrueNas.Wire;

namespace NasOrleans.Protocols.TrueNas.Negotiation;

/// <summary>A way that was found to a NAS, before anybody logged in.</summary>
internal sealed record Way
{
    public required ISession Session { get; init; }

    public required string Endpoint { get; init; }

    /// <summary>Known already where the NAS names its endpoints.</summary>
    public NasVersion? Version { get; init; }

    public string? Fingerprint { get; init; }

    public string? LegacyReason { get; init; }
}

/// <summary>What a NAS said when asked for its endpoints.</summary>
internal readonly record struct VersionAnswer(ImmutableArray<string> Names, string Note);

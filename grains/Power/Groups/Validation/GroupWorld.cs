using System.Collections.Immutable;

namespace NasOrleans.Power.Groups.Validation;

/// <summary>What a configuration is checked against.</summary>
internal sealed record GroupWorld
{
    public ImmutableHashSet<PowerSourceId> Sources { get; init; } = [];

    /// <summary>What other groups shut down, by <see cref="TargetRules.Target"/>.</summary>
    public ImmutableDictionary<string, PowerGroupId> Taken { get; init; } = ImmutableDictionary<string, PowerGroupId>.Empty;

    /// <summary>Our own host can be shut down: the role All, on the host that is protected.</summary>
    public bool MayGoOff { get; init; } = true;

    /// <summary>Commands that the configuration file names; null when that is not known here.</summary>
    public ImmutableHashSet<string>? Commands { get; init; }
}

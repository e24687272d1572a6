using System.Collections.Immutable;
using NasOrleans.Power;
using NasOrleans.Power.Groups;
using NasOrleans.Power.Runs.Targets;
using NasOrleans.Power.Sources;

namespace NasOrleans.Silo.Configuration;

/// <summary>What the configuration says of power: start values, and what the installation lends to steps.</summary>
internal sealed record PowerFile
{
    public ImmutableArray<SourceStart> Sources { get; init; } = [];

    public ImmutableArray<GroupStart> Groups { get; init; } = [];

    public Installation Installation { get; init; } = new();
}

/// <summary>What somebody sets or deletes over the API counts more, and what was deleted does not come back.</summary>
internal sealed record SourceStart(PowerSourceId Id, PowerSourceConfig Config, PowerSourceSecrets Secrets, PowerOrigin Origin);

/// <inheritdoc cref="SourceStart"/>
internal sealed record GroupStart(PowerGroupId Id, PowerGroupConfig Config, PowerOrigin Origin);

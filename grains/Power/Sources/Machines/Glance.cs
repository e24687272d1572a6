using System.Collections.Immutable;
using NasOrleans.Power.Sources.Reading;

namespace NasOrleans.Power.Sources.Machines;

/// <summary>What the machines look at: a status that is valid and new, and the numbers that came with it.</summary>
internal sealed record Glance
{
    public required UpsStatus Status { get; init; }

    public required UpsNumbers Numbers { get; init; }

    /// <summary>The numbers are new as well.</summary>
    public bool HasNewNumbers { get; init; }

    public ImmutableDictionary<string, string> Variables { get; init; } = ImmutableDictionary<string, string>.Empty;

    public required PowerMoment Now { get; init; }

    public string? Text(string variable) => Variables.TryGetValue(variable, out var text) && text.Trim() is { Length: > 0 } some ? some : null;
}

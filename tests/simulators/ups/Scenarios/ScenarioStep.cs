using System.Collections.Immutable;
using System.Globalization;

namespace NasOrleans.Simulators.Ups.Scenarios;

/// <summary>Something that happens at a time, to somebody: { "at": "10s", "ups": "ups1", "what": "outage", "for": "5m" }</summary>
public sealed record ScenarioStep
{
    public TimeSpan At { get; init; }

    /// <summary>The stage it is for: ups, server, or one of another simulator, such as nas.</summary>
    public required string Stage { get; init; }

    /// <summary>A name, or * for all.</summary>
    public required string Target { get; init; }

    public required string What { get; init; }

    /// <summary>After that long it is undone; null leaves it.</summary>
    public TimeSpan? For { get; init; }

    public ImmutableDictionary<string, string> Arguments { get; init; } = ImmutableDictionary<string, string>.Empty;

    public string Text(string argument, string otherwise = "") => Arguments.GetValueOrDefault(argument) ?? otherwise;

    /// <exception cref="FormatException">It is there and no number.</exception>
    public double Number(string argument, double otherwise) => !Arguments.TryGetValue(argument, out var text) ? otherwise
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number
        : throw new FormatException($"'{text}' is no number, for {argument} of {What}.");

    public bool Is(string name) => Target == "*" || string.Equals(Target, name, StringComparison.OrdinalIgnoreCase);
}

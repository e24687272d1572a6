using System.Collections.Immutable;

namespace NasOrleans.Simulators.TrueNas.Estate.Alerts;

/// <summary>An alert; class and level stay text, there are hundreds of classes.</summary>
public sealed record Alert(string Class, string Level, string Text)
{
    public Guid Id { get; init; }

    public ImmutableSortedDictionary<string, string> Args { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public DateTimeOffset Raised { get; init; }

    public bool IsDismissed { get; init; }

    public bool IsOneShot { get; init; }

    /// <summary>It follows from the state of the NAS, and goes away with its cause.</summary>
    public bool IsDerived { get; init; }

    /// <summary>The template with its %(name)s filled in.</summary>
    public string Formatted => Args.Aggregate(Text, (text, arg) => text.Replace($"%({arg.Key})s", arg.Value, StringComparison.Ordinal));

    public bool IsSameAs(Alert other) => Class == other.Class && Args.SequenceEqual(other.Args);
}

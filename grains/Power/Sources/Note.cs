using System.Collections.Immutable;

namespace NasOrleans.Power.Sources;

/// <summary>Makes the lines that tell of a change. A number that is unknown is left out.</summary>
internal static class Note
{
    public const int MostKept = 50;

    public static PowerNote Of(PowerNoteKind kind, PowerSeverity severity, DateTimeOffset at, string from, string to, string text, params ReadOnlySpan<(string Name, double? Number)> numbers)
    {
        var known = ImmutableDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        foreach (var (name, number) in numbers)
        {
            if (number is { } value) known[name] = Math.Round(value, 3);
        }
        return new() { Kind = kind, Severity = severity, At = at, From = from, To = to, Text = text, Numbers = known.ToImmutable() };
    }

    public static ImmutableArray<PowerNote> Kept(ImmutableArray<PowerNote> kept, ImmutableArray<PowerNote> fresh) =>
        fresh.IsEmpty ? kept : [.. fresh.Reverse().Concat(kept).Take(MostKept)];
}

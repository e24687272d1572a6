using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace NasOrleans.Protocols.Nut;

/// <summary>All variables of one UPS. As long as nothing changes, answers share one instance.</summary>
internal sealed class NutVariables(Dictionary<string, string> values, ImmutableArray<string> garbled)
{
    public IReadOnlyDictionary<string, string> Values => values;

    /// <summary>Variables whose value is no text, or that came twice: unknown, and not among the values.</summary>
    public ImmutableArray<string> Garbled { get; } = garbled;

    public int Count => values.Count;

    public string? this[string name] => values.GetValueOrDefault(name);

    /// <summary>Name and value as they are kept already, so that what stays the same is not made again.</summary>
    internal bool TryFind(ReadOnlySpan<char> name, [NotNullWhen(true)] out string? key, [NotNullWhen(true)] out string? value) =>
        values.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out key, out value);
}

using System.Collections.Immutable;

namespace NasOrleans.Protocols.Nut;

/// <summary>What ups.status held, whole and in tokens, in the order in which they came. Nothing is left out and nothing is made of it.</summary>
internal sealed class NutStatus(string text)
{
    public const string Variable = "ups.status";

    public string Text { get; } = text;

    public ImmutableArray<string> Tokens { get; } = [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    public bool Has(string token) => Tokens.Contains(token, StringComparer.Ordinal);

    public override string ToString() => Text;
}

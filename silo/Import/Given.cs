using System.Collections.Immutable;

namespace NasOrleans.Silo.Import;

/// <summary>A value as another tool's configuration gives it.</summary>
internal sealed record Given(string Name, int Line)
{
    /// <summary>Null when it is a list, or cannot be read.</summary>
    public string? Text { get; init; }

    /// <summary>Each with what stands beside it: an option, or nothing.</summary>
    public ImmutableArray<(string Item, string Beside)>? List { get; init; }

    public bool IsUnread => Text is null && List is null;
}

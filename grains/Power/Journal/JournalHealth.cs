using System.Collections.Immutable;

namespace NasOrleans.Power.Journal;

internal sealed record JournalHealth
{
    public ImmutableArray<JournalCopyHealth> Copies { get; init; } = [];

    /// <summary>Whether what is written now is kept anywhere.</summary>
    public bool IsWritable => Copies.Any(copy => copy.Fault is null);

    /// <summary>Whether a copy that is whole was read: what it does not hold was never written, as far as this host knows.</summary>
    public bool IsKnown => Copies.Any(copy => copy is { WasRead: true, Lost: 0 });

    /// <summary>Whether what is read now is all there is.</summary>
    public bool IsComplete => Copies.All(copy => copy.Fault is null && copy.Lost == 0);
}

/// <summary>One place that holds the journal.</summary>
public sealed record JournalCopyHealth
{
    public required string Name { get; init; }

    /// <summary>Why it cannot be read or written at the moment; null while it can.</summary>
    public string? Fault { get; init; }

    /// <summary>It told all that it holds, at least once; also one that takes nothing more, such as on a full disk.</summary>
    public bool WasRead { get; init; }

    /// <summary>Records that were found damaged and left out.</summary>
    public int Lost { get; init; }

    /// <summary>Records that wait to be written here.</summary>
    public int Waiting { get; init; }
}

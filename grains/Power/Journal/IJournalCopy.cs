using System.Collections.Immutable;

namespace NasOrleans.Power.Journal;

/// <summary>One place that holds the journal. It throws what ails it, and may hang: whoever asks sees to the time.</summary>
public interface IJournalCopy
{
    string Name { get; }

    /// <summary>Records that were found damaged and left out.</summary>
    int Lost { get; }

    Task<JournalRecord?> ReadAsync(string key, CancellationToken cancellationToken);

    /// <summary>The newest of each key that begins so, deleted ones too.</summary>
    Task<ImmutableArray<JournalRecord>> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Ends when all are durable. Of a key that it has in a newer version, it keeps that. Never called twice at a time.</summary>
    Task WriteAsync(IReadOnlyCollection<JournalRecord> records, CancellationToken cancellationToken);
}

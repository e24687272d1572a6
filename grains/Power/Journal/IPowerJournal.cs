using System.Collections.Immutable;

namespace NasOrleans.Power.Journal;

/// <summary>A record with the version it was written under.</summary>
internal sealed record JournalEntry<T>(long Version, T Record);

/// <summary>
/// What power grains must not forget, under their grain keys. It never throws for the storage's sake and never takes much longer
/// than a second: what cannot be read is not there, what cannot be written is false, and the health says why.
/// </summary>
internal interface IPowerJournal
{
    /// <summary>The newest that any copy holds, or null. After null a writer may count from one: it wins over what could not be read.</summary>
    Task<JournalEntry<T>?> ReadAsync<T>(string key, CancellationToken cancellationToken) where T : class;

    /// <summary>
    /// True once one copy holds it. A version that is not above the last one of its key is refused, unless it says the same again.
    /// False may still come true: what could not be written in time is tried again until something newer takes its place.
    /// </summary>
    Task<bool> WriteAsync<T>(string key, long version, T record, CancellationToken cancellationToken) where T : class;

    /// <summary>Leaves a mark that outlives older copies of the record.</summary>
    Task<bool> DeleteAsync(string key, long version, CancellationToken cancellationToken);

    /// <summary>The keys of all records that begin so, in order.</summary>
    Task<ImmutableArray<string>> ListAsync(string prefix, CancellationToken cancellationToken);

    JournalHealth Health { get; }
}

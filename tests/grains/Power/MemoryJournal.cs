using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using NasOrleans.Power.Journal;

namespace NasOrleans.Tests.Grains.Power;

/// <summary>A journal that outlives a restart, and fails or hangs when a test says so.</summary>
internal sealed class MemoryJournal : IPowerJournal
{
    private readonly ConcurrentDictionary<string, (long Version, string Json)> _kept = new();

    public bool Fails { get; set; }

    public int Writes => Volatile.Read(ref _writes);

    private int _writes;

    public Task<JournalEntry<T>?> ReadAsync<T>(string key, CancellationToken cancellationToken) where T : class =>
        Task.FromResult(!Fails && _kept.TryGetValue(key, out var kept) ? new JournalEntry<T>(kept.Version, JsonSerializer.Deserialize<T>(kept.Json, StateJson.Options)!) : null);

    public Task<bool> WriteAsync<T>(string key, long version, T record, CancellationToken cancellationToken) where T : class
    {
        if (Fails) return Task.FromResult(false);
        var json = JsonSerializer.Serialize(record, StateJson.Options);
        _kept.AddOrUpdate(key, (version, json), (_, before) => before.Version < version ? (version, json) : before);
        Interlocked.Increment(ref _writes);
        return Task.FromResult(true);
    }

    public Task<bool> DeleteAsync(string key, long version, CancellationToken cancellationToken) => Task.FromResult(!Fails && _kept.TryRemove(key, out _));

    public Task<ImmutableArray<string>> ListAsync(string prefix, CancellationToken cancellationToken) =>
        Task.FromResult<ImmutableArray<string>>([.. _kept.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)]);

    public JournalHealth Health => new();
}

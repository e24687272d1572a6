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

    /// <summary>Writes do not come back before this is done.</summary>
    public Task Hang { get; set; } = Task.CompletedTask;

    /// <summary>Whatever reads the records of such keys has to wait.</summary>
    public (string Key, Task Until)? Stuck { get; set; }

    public int Writes => Volatile.Read(ref _writes);

    private int _writes;

    public async Task<JournalEntry<T>?> ReadAsync<T>(string key, CancellationToken cancellationToken) where T : class
    {
        if (Stuck is { } stuck && stuck.Key == key) await stuck.Until;
        return !Fails && _kept.TryGetValue(key, out var kept) ? new JournalEntry<T>(kept.Version, JsonSerializer.Deserialize<T>(kept.Json, StateJson.Options)!) : null;
    }

    public async Task<bool> WriteAsync<T>(string key, long version, T record, CancellationToken cancellationToken) where T : class
    {
        if (Fails) return false;
        var json = JsonSerializer.Serialize(record, StateJson.Options);
        await Hang;
        _kept.AddOrUpdate(key, (version, json), (_, before) => before.Version < version ? (version, json) : before);
        Interlocked.Increment(ref _writes);
        return true;
    }

    /// <summary>As it would be found by whoever comes after a crash at this moment.</summary>
    public MemoryJournal Copy()
    {
        var copy = new MemoryJournal();
        foreach (var (key, kept) in _kept) copy._kept[key] = kept;
        return copy;
    }

    public Task<bool> DeleteAsync(string key, long version, CancellationToken cancellationToken) => Task.FromResult(!Fails && _kept.TryRemove(key, out _));

    public Task<ImmutableArray<string>> ListAsync(string prefix, CancellationToken cancellationToken) =>
        Task.FromResult<ImmutableArray<string>>([.. _kept.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)]);

    public JournalHealth Health => new() { Copies = [new() { Name = "memory", WasRead = true, Fault = Fails ? "Told to fail." : null }] };
}

using System.Collections.Concurrent;
using System.Text.Json;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace NasOrleans.Tests;

/// <summary>Grain storage in memory with real etags; the same on every runtime. A test may make it fail.</summary>
public sealed class MemoryStorage : IGrainStorage
{
    private readonly ConcurrentDictionary<(string State, GrainId Grain), (string Json, string ETag)> _rows = new();
    private int _writes;
    private volatile string? _failing;
    private volatile string? _unreadable;
    private GrainId? _unreadableGrain;
    private volatile string? _held;
    private volatile Task _until = Task.CompletedTask;
    private int _waiting;

    public int Writes => _writes;

    /// <summary>Writes of this state fail until another, or none, is named.</summary>
    public void FailWritesOf(string? stateName) => _failing = stateName;

    /// <summary>Reads of this state fail until another, or none, is named.</summary>
    public void FailReadsOf(string? stateName, GrainId? only = null) => (_unreadable, _unreadableGrain) = (stateName, only);

    /// <summary>Reads and writes of this state wait for that, until another, or none, is named: as with a server that does not answer.</summary>
    public void Hold(string? stateName, Task? until = null) => (_held, _until) = (stateName, until ?? Task.CompletedTask);

    /// <summary>How many wait.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>As if another process had written the row: the next write of its holder conflicts.</summary>
    public void TouchAll()
    {
        foreach (var (key, row) in _rows) _rows[key] = (row.Json, NewTag());
    }

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await WaitAsync(stateName);
        if (_unreadable == stateName && (_unreadableGrain ?? grainId) == grainId) throw new IOException($"Reads of {stateName} fail by order of the test.");
        var found = _rows.TryGetValue((stateName, grainId), out var row);
        grainState.RecordExists = found;
        grainState.ETag = found ? row.ETag : null;
        grainState.State = found ? JsonSerializer.Deserialize<T>(row.Json)! : Activator.CreateInstance<T>();
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await WaitAsync(stateName);
        if (_failing == stateName) throw new IOException($"Writes of {stateName} fail by order of the test.");
        var key = (stateName, grainId);
        var current = _rows.TryGetValue(key, out var row) ? row.ETag : null;
        if (current != grainState.ETag) throw new InconsistentStateException("Etag conflict", current, grainState.ETag);
        var etag = NewTag();
        _rows[key] = (JsonSerializer.Serialize(grainState.State), etag);
        grainState.ETag = etag;
        grainState.RecordExists = true;
        Interlocked.Increment(ref _writes);
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (_failing == stateName) throw new IOException($"Writes of {stateName} fail by order of the test.");
        var key = (stateName, grainId);
        var current = _rows.TryGetValue(key, out var row) ? row.ETag : null;
        if (current != grainState.ETag) throw new InconsistentStateException("Etag conflict", current, grainState.ETag);
        _rows.TryRemove(key, out _);
        grainState.ETag = null;
        grainState.RecordExists = false;
        grainState.State = Activator.CreateInstance<T>();
        return Task.CompletedTask;
    }

    private async Task WaitAsync(string stateName)
    {
        if (_held != stateName) return;
        Interlocked.Increment(ref _waiting);
        await _until;
        Interlocked.Decrement(ref _waiting);
    }

    private static string NewTag() => Guid.NewGuid().ToString("N");
}

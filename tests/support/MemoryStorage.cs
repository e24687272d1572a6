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

    public int Writes => _writes;

    /// <summary>Thrown by every write while it is set.</summary>
    public Exception? WriteFailure { get; set; }

    /// <summary>Thrown by every read while it is set.</summary>
    public Exception? ReadFailure { get; set; }

    /// <summary>As if another process had written the row: the next write of its holder conflicts.</summary>
    public void TouchAll()
    {
        foreach (var (key, row) in _rows) _rows[key] = (row.Json, NewTag());
    }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (ReadFailure is { } failure) throw failure;
        var found = _rows.TryGetValue((stateName, grainId), out var row);
        grainState.RecordExists = found;
        grainState.ETag = found ? row.ETag : null;
        grainState.State = found ? JsonSerializer.Deserialize<T>(row.Json)! : Activator.CreateInstance<T>();
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (WriteFailure is { } failure) throw failure;
        var key = (stateName, grainId);
        var current = _rows.TryGetValue(key, out var row) ? row.ETag : null;
        if (current != grainState.ETag) throw new InconsistentStateException("Etag conflict", current, grainState.ETag);
        var etag = NewTag();
        _rows[key] = (JsonSerializer.Serialize(grainState.State), etag);
        grainState.ETag = etag;
        grainState.RecordExists = true;
        Interlocked.Increment(ref _writes);
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (WriteFailure is { } failure) throw failure;
        var key = (stateName, grainId);
        var current = _rows.TryGetValue(key, out var row) ? row.ETag : null;
        if (current != grainState.ETag) throw new InconsistentStateException("Etag conflict", current, grainState.ETag);
        _rows.TryRemove(key, out _);
        grainState.ETag = null;
        grainState.RecordExists = false;
        grainState.State = Activator.CreateInstance<T>();
        return Task.CompletedTask;
    }

    private static string NewTag() => Guid.NewGuid().ToString("N");
}

using System.Text.Json;
using NasOrleans.History;
using NasOrleans.History.Sqlite;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace NasOrleans.Silo.Storage;

/// <summary>Grain state of one process in one SQLite file. The etag is the row's version.</summary>
public sealed class SqliteGrainStorage(string path) : IGrainStorage, IDisposable
{
    private readonly SqliteFile _file = SqliteFile.Open(path, StateRows.Schema);

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = StateKey.Of(stateName, grainId);
        var row = _file.Read(db => StateRows.Read(db, key));
        grainState.State = row?.Json is { } json ? Parse<T>(key, json) : Activator.CreateInstance<T>();
        grainState.RecordExists = row?.Json is not null;
        grainState.ETag = row?.Version.ToString();
        return Task.CompletedTask;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(grainState.State, StateJson.Options);
        await WriteAsync(StateKey.Of(stateName, grainId), grainState, json);
        grainState.RecordExists = true;
    }

    /// <summary>Keeps the row and its version, as the cluster's provider does: a holder of an old etag must not meet a version that began anew.</summary>
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = StateKey.Of(stateName, grainId);
        if (grainState.ETag is not null || _file.Read(db => StateRows.Read(db, key)) is not null)
            await WriteAsync(key, grainState, null);
        grainState.State = Activator.CreateInstance<T>();
        grainState.RecordExists = false;
    }

    public void Dispose() => _file.Dispose();

    private async Task WriteAsync<T>(StateKey key, IGrainState<T> grainState, byte[]? json)
    {
        long? expected = grainState.ETag switch
        {
            null => null,
            var etag when long.TryParse(etag, out var version) => version,
            // Not one of ours: matches no row.
            _ => -1,
        };
        var write = await _file.WriteAsync(db => StateRows.Write(db, key, expected, json));
        if (!write.Done)
        {
            throw new InconsistentStateException($"State '{key.Name}' of {key.Type}/{key.Key} was changed by another holder",
                write.Version?.ToString(), grainState.ETag);
        }

        grainState.ETag = write.Version.ToString();
    }

    private T Parse<T>(StateKey key, byte[] json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, StateJson.Options)!;
        }
        catch (JsonException fault)
        {
            throw new StorageException(StorageFault.Corrupt,
                $"State '{key.Name}' of {key.Type}/{key.Key} in {_file.Path} cannot be understood: {fault.Message}", fault);
        }
    }
}

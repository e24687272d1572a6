using System.Text.Json;
using NasOrleans.History;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace NasOrleans.Benchmarks.Activations;

/// <summary>A storage in which every system is found, and which takes no memory of its own.</summary>
internal sealed class StoredFleet : IGrainStorage
{
    private const string System = """{"Config":{"Name":"Backup NAS in the cellar","Host":"nas.example.net"},"Revision":1}""";

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var found = stateName == "system";
        grainState.RecordExists = found;
        grainState.ETag = found ? "1" : null;
        grainState.State = found ? JsonSerializer.Deserialize<T>(System)! : Activator.CreateInstance<T>();
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.CompletedTask;

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.CompletedTask;
}

internal sealed class NoEvents : IEventLog
{
    public void Post(HistoryEvent happened) { }

    public Task<IReadOnlyList<HistoryEvent>> ReadAsync(EventQuery query, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<HistoryEvent>>([]);
}

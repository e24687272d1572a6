using NasOrleans.History;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace NasOrleans.Silo.Hosting;

/// <summary>Grain state that can be neither read nor written: every caller is told so at once.</summary>
internal sealed class UnavailableStorage(ProtectionOnly only) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.FromException(Fault());

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.FromException(Fault());

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.FromException(Fault());

    private StorageException Fault() => new(StorageFault.Unavailable, only.Cause.Message, only.Cause);
}

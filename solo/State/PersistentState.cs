using Orleans;
using Orleans.Runtime;

namespace NasOrleans.Solo.State;

/// <summary>A persisted record of one activation; it is itself what the storage fills, to keep an activation small.</summary>
internal sealed class PersistentState<T>(StateSlot slot, IGrainContext context) : IPersistentState<T>, IGrainState<T>, ILoaded
{
    public T State { get; set; } = Activator.CreateInstance<T>();

    public string? ETag { get; set; }

    public string? Etag => ETag;

    public bool RecordExists { get; set; }

    public Task ReadStateAsync() => Try("read", () => slot.Storage.ReadStateAsync(slot.Name, context.GrainId, this));

    public Task WriteStateAsync() => Try("write", () => slot.Storage.WriteStateAsync(slot.Name, context.GrainId, this));

    public Task ClearStateAsync() => Try("clear", () => slot.Storage.ClearStateAsync(slot.Name, context.GrainId, this));

    private async Task Try(string what, Func<Task> operation)
    {
        try
        {
            await operation();
        }
        catch (Exception failure) when (failure is not OrleansException)
        {
            throw new OrleansException($"The storage could not {what} the state '{slot.Name}' of {context.GrainId}: {failure.Message}", failure);
        }
    }
}

/// <summary>What is read before a grain's own OnActivateAsync.</summary>
internal interface ILoaded
{
    Task ReadStateAsync();
}

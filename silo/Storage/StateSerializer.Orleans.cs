using System.Text.Json;
using Orleans.Storage;

namespace NasOrleans.Silo.Storage;

/// <summary>Grain state as the same JSON that one box keeps in its file.</summary>
internal sealed class StateSerializer : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input, StateJson.Options));

    public T Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize<T>(input, StateJson.Options)!;
}

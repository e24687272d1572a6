namespace NasOrleans;

/// <summary>The storage provider that holds grain state, the same name on every runtime.</summary>
public static class StorageNames
{
    public const string State = "state";
}

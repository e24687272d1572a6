namespace NasOrleans.History;

public enum StorageFault
{
    Corrupt,
    Foreign,
    Newer,
    NotMigrated,
    Unwritable,
    Full,
    InUse,
    Unavailable,
}

/// <summary>Storage that cannot be opened, read or written. The message is one line for the operator: what, why, what to do.</summary>
public sealed class StorageException(StorageFault fault, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    public StorageFault Fault { get; } = fault;
}

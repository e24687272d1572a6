using NasOrleans.History;
using NasOrleans.Silo.Configuration;
using NasOrleans.Silo.Hosting;
using NasOrleans.Silo.Storage;

namespace NasOrleans.Silo.Commands;

/// <summary>What stands between an owned data folder and a host: its key, and what a killed process left behind.</summary>
internal static class StartUp
{
    public static WebApplication Build(LoadedSettings loaded, DataFolder data, HostMode mode, ProtectionOnly? only = null)
    {
        if (only is null) RequireState(data);
        var key = SecretsKey.Open(data, loaded.Settings.SecretsKey);
        new AdminSocket(data.Root).RemoveStale();
        return NasHost.Build(loaded, data, key, mode, only);
    }

    // State is made before history: a history beside no state is what a lost file looks like, not a first start.
    private static void RequireState(DataFolder data)
    {
        if (HasContent(data.StateFile) || !HasContent(data.HistoryFile)) return;
        throw new StorageException(StorageFault.Corrupt,
            $"{data.StateFile} is missing or empty, though {data.HistoryFile} shows that this folder was in use. Restore a backup, or move both away to start empty.");
    }

    private static bool HasContent(string path) => new FileInfo(path) is { Exists: true, Length: > 0 };
}

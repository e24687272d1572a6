using NasOrleans.Silo.Configuration;
using NasOrleans.Silo.Hosting;
using NasOrleans.Silo.Storage;

namespace NasOrleans.Silo.Commands;

/// <summary>What stands between an owned data folder and a host: its key, and what a killed process left behind.</summary>
internal static class StartUp
{
    public static WebApplication Build(LoadedSettings loaded, DataFolder data, HostMode mode)
    {
        var key = SecretsKey.Open(data, loaded.Settings.SecretsKey);
        new AdminSocket(data.Root).RemoveStale();
        return NasHost.Build(loaded, data, key, mode);
    }
}

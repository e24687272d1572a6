using NasOrleans.History;
using NasOrleans.Silo.Configuration;
using NasOrleans.Silo.Storage;

namespace NasOrleans.Silo.Hosting;

/// <summary>What one box keeps in its data folder. On a cluster the actor runtime brings its own storage.</summary>
internal static class StorageSetup
{
    public static void AddStorage(this IServiceCollection services, NasSettings settings, DataFolder data)
    {
        if (settings.Role is ProcessRole.All) services.AddSqliteGrainStorage(StorageNames.State, options => options.Path = data.StateFile);
        services.AddSqliteHistory(options => options.Path = data.HistoryFile);
    }
}

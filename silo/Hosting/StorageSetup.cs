using NasOrleans.History;
using NasOrleans.Silo.Configuration;
using NasOrleans.Silo.Storage;

namespace NasOrleans.Silo.Hosting;

/// <summary>Grain state of one box in its data folder, and history there or in PostgreSQL. On a cluster the actor runtime brings its own storage of state.</summary>
internal static class StorageSetup
{
    public static void AddStorage(this IServiceCollection services, NasSettings settings, DataFolder data)
    {
        var storage = settings.Storage;
        if (settings.Role is ProcessRole.All) services.AddSqliteGrainStorage(StorageNames.State, options => options.Path = data.StateFile);
        if (storage.Engine is StorageEngine.Sqlite) services.AddSqliteHistory(options => options.Path = data.HistoryFile);
        else services.AddPostgresHistory(options => (options.ConnectionString, options.Migrate) = (storage.Connection!, storage.Migrate));
    }
}

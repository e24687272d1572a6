using NasOrleans.History;
using NasOrleans.Power.Journal;
using NasOrleans.Silo.Configuration;
using NasOrleans.Silo.Storage;

namespace NasOrleans.Silo.Hosting;

/// <summary>Grain state of one box in its data folder, and history there or in PostgreSQL. On a cluster the actor runtime brings its own storage of state.</summary>
internal static class StorageSetup
{
    /// <summary>What power must not forget: a file of this process, and on a cluster the database beside it.</summary>
    public static void AddJournal(this IServiceCollection services, NasSettings settings, DataFolder data)
    {
        if (settings.Role is ProcessRole.Api) return;
        services.AddSingleton<IJournalCopy>(_ => new JournalFile(data.Power));
        if (settings.Role is ProcessRole.Silo)
            services.AddSingleton<IJournalCopy>(provider => new PostgresJournal(settings.Storage.Connection!, provider.GetRequiredService<TimeProvider>()));
        services.AddPowerJournal();
    }

    public static void AddStorage(this IServiceCollection services, NasSettings settings, DataFolder data)
    {
        var storage = settings.Storage;
        if (settings.Role is ProcessRole.All) services.AddSqliteGrainStorage(StorageNames.State, options => options.Path = data.StateFile);
        if (storage.Engine is StorageEngine.Sqlite) services.AddSqliteHistory(options => options.Path = data.HistoryFile);
        else services.AddPostgresHistory(options => (options.ConnectionString, options.Migrate) = (storage.Connection!, storage.Migrate));
    }
}

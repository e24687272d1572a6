using System.CommandLine;
using NasOrleans.History.Postgres;
using NasOrleans.Silo.Configuration;
using Npgsql;

namespace NasOrleans.Silo.Commands;

/// <summary>Brings the PostgreSQL database to the schema of this program. Needs a role that may change it, unlike the silos'.</summary>
internal static class MigrateCommand
{
    public static Command Create(SettingOptions settings)
    {
        var command = new Command("migrate", "Bring the PostgreSQL database to the schema of this program.");
        command.SetAction((parsed, cancel) => MigrateAsync(settings.LoadValid(parsed).Settings.Storage, cancel));
        return command;
    }

    private static async Task<int> MigrateAsync(StorageOptions storage, CancellationToken cancellationToken)
    {
        if (storage.Engine is not StorageEngine.Postgres)
            throw new StartupFault(ExitCode.Configuration, "storage.engine: migrate is for postgres; files in a data folder are migrated when they are opened");
        await using var database = NpgsqlDataSource.Create(storage.Connection!);
        var steps = await new PostgresMigrator(database).MigrateAsync(cancellationToken);
        Console.WriteLine(steps == 0 ? $"schema {PostgresScripts.Newest} was there already" : $"schema {PostgresScripts.Newest} is there now, {steps} steps taken");
        return ExitCode.Ok;
    }
}

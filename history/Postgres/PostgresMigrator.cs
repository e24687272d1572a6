using System.Data.Common;
using Npgsql;

namespace NasOrleans.History.Postgres;

/// <summary>Brings a database to the schema of this program: all missing steps in one transaction, one process at a time.</summary>
public sealed class PostgresMigrator(NpgsqlDataSource database)
{
    private const int OldestServer = 150_000;
    // Any number will do, as long as every version of NasOrleans takes the same.
    private const long LockKey = 0x4E61_734F_726C_6561;

    private readonly string _server = ServerName(database);

    /// <summary>Returns how many steps were taken.</summary>
    /// <exception cref="StorageException">The server cannot be used, or holds a newer schema; nothing was changed.</exception>
    public async Task<int> MigrateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await RequireServerAsync(connection, cancellationToken);
            await RunAsync(connection, $"SELECT pg_advisory_xact_lock({LockKey})", cancellationToken);
            await RunAsync(connection, """
                CREATE SCHEMA IF NOT EXISTS nas;
                CREATE TABLE IF NOT EXISTS nas.migration (
                    version integer PRIMARY KEY,
                    name text NOT NULL,
                    applied_at timestamptz NOT NULL DEFAULT now()
                )
                """, cancellationToken);
            var version = await VersionAsync(connection, cancellationToken);
            if (version > PostgresScripts.Newest) throw PostgresFaults.Newer(_server, version, PostgresScripts.Newest);
            var missing = PostgresScripts.Migrations.Where(migration => migration.Version > version).ToArray();
            foreach (var migration in missing) await ApplyAsync(connection, migration, cancellationToken);
            await GrantAsync(connection, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return missing.Length;
        }
        catch (Exception fault) when (PostgresFaults.OfServer(fault))
        {
            throw PostgresFaults.Explain(_server, fault);
        }
    }

    /// <summary>For a role that may not change the schema: is it the one this program was made for?</summary>
    /// <exception cref="StorageException">The server cannot be used, or holds an older or newer schema.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            var version = await VersionAsync(connection, cancellationToken);
            if (version > PostgresScripts.Newest) throw PostgresFaults.Newer(_server, version, PostgresScripts.Newest);
            if (version < PostgresScripts.Newest) throw PostgresFaults.NotMigrated(_server);
        }
        catch (Exception fault) when (PostgresFaults.OfServer(fault))
        {
            throw PostgresFaults.Explain(_server, fault);
        }
    }

    internal static string ServerName(NpgsqlDataSource database)
    {
        var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        return $"PostgreSQL database {settings.Database} at {settings.Host}:{settings.Port}";
    }

    private async Task RequireServerAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var version = await ScalarAsync<int>(connection, "SELECT current_setting('server_version_num')::int", cancellationToken);
        if (version < OldestServer)
            throw new StorageException(StorageFault.Unavailable, $"{_server} runs PostgreSQL {connection.ServerVersion}. Use 15 or newer.");
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, PostgresMigration migration, CancellationToken cancellationToken)
    {
        await RunAsync(connection, migration.Sql, cancellationToken);
        await using var record = new NpgsqlCommand("INSERT INTO nas.migration (version, name) VALUES (@version, @name)", connection);
        record.Parameters.AddWithValue("version", migration.Version);
        record.Parameters.AddWithValue("name", migration.Name);
        await record.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task GrantAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        const string hasRole = "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = 'nas_silo')";
        if (await ScalarAsync<bool>(connection, hasRole, cancellationToken))
            await RunAsync(connection, PostgresScripts.Read("grants.sql"), cancellationToken);
    }

    private static Task<int> VersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        ScalarAsync<int>(connection, "SELECT coalesce(max(version), 0) FROM nas.migration", cancellationToken);

    private static async Task<T> ScalarAsync<T>(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task RunAsync(DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

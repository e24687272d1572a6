using Npgsql;
using NasOrleans.History.Postgres;

namespace NasOrleans.Tests.History.Postgres;

/// <summary>One server for all tests that need one, with a database that is migrated and roles as an administrator makes them.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private PostgresServer? _server;
    private int _databases;

    /// <summary>As the database's owner.</summary>
    public string Owner => Server.ConnectionString("nas");

    /// <summary>As a silo: a member of nas_silo and nothing else.</summary>
    public string Silo => Server.ConnectionString("nas", "silo");

    private PostgresServer Server => _server ?? throw new InvalidOperationException($"$XunitDynamicSkip${PostgresServer.Missing}");

    public async Task InitializeAsync()
    {
        if (PostgresServer.Missing is not null) return;
        _server = await PostgresServer.StartAsync();
        await ExecuteAsync(_server.ConnectionString("postgres"), "CREATE DATABASE nas");
        await ExecuteAsync(Owner, PostgresScripts.Read("roles.sql"));
        await ExecuteAsync(Owner, "CREATE ROLE silo LOGIN IN ROLE nas_silo");
        await using var database = NpgsqlDataSource.Create(Owner);
        await new PostgresMigrator(database).MigrateAsync(default);
    }

    /// <summary>An empty database of a test's own, as its owner.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var name = $"fresh{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync(Server.ConnectionString("postgres"), $"CREATE DATABASE {name}");
        return Server.ConnectionString(name);
    }

    public async Task DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_server is not null) await _server.DisposeAsync();
    }

    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}

[CollectionDefinition(Name)]
public sealed class PostgresCollection : ICollectionFixture<PostgresFixture>
{
    public const string Name = "PostgreSQL";
}

using Npgsql;
using NpgsqlTypes;
using NasOrleans.History.Postgres;

namespace NasOrleans.History.Engines.Postgres;

/// <summary>The history database, by way of a pool of connections.</summary>
internal sealed class PostgresHistory : IDisposable
{
    private readonly NpgsqlDataSource _database;
    private readonly bool _migrate;
    private readonly string _server;

    public PostgresHistory(PostgresHistoryOptions options)
    {
        var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        settings.ApplicationName ??= "nasorleans";
        _database = NpgsqlDataSource.Create(settings);
        _migrate = options.Migrate;
        _server = PostgresMigrator.ServerName(_database);
    }

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        var migrator = new PostgresMigrator(_database);
        if (_migrate) await migrator.MigrateAsync(cancellationToken);
        else await migrator.CheckAsync(cancellationToken);
    }

    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters)
    {
        try
        {
            await using var command = Command(sql, parameters);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (Exception fault) when (PostgresFaults.OfServer(fault))
        {
            throw PostgresFaults.Explain(_server, fault);
        }
    }

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, Func<NpgsqlDataReader, T> map, CancellationToken cancellationToken,
        params (string Name, object? Value)[] parameters)
    {
        try
        {
            await using var command = Command(sql, parameters);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var rows = new List<T>();
            while (await reader.ReadAsync(cancellationToken)) rows.Add(map(reader));
            return rows;
        }
        catch (Exception fault) when (PostgresFaults.OfServer(fault))
        {
            throw PostgresFaults.Explain(_server, fault);
        }
    }

    public void Dispose() => _database.Dispose();

    private NpgsqlCommand Command(string sql, (string Name, object? Value)[] parameters)
    {
        var command = _database.CreateCommand(sql);
        foreach (var (name, value) in parameters)
        {
            command.Parameters.Add(value is null
                ? new NpgsqlParameter(name, NpgsqlDbType.Text) { Value = DBNull.Value }
                : new NpgsqlParameter(name, value));
        }

        return command;
    }
}

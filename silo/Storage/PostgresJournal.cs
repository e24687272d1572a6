using System.Collections.Immutable;
using NasOrleans.Power.Journal;
using Npgsql;

namespace NasOrleans.Silo.Storage;

/// <summary>
/// The power journal's copy in the database, over connections of its own: history that waits for the server takes none from it. A server
/// that hangs is left after a second.
/// </summary>
public sealed class PostgresJournal : IJournalCopy, IDisposable
{
    private const string Read = "SELECT key, version, record FROM nas.power_journal WHERE key = $1";

    private const string List = "SELECT key, version, record FROM nas.power_journal WHERE starts_with(key, $1)";

    // Sorted, so that two silos never wait for each other in a circle.
    private const string Write = """
        INSERT INTO nas.power_journal AS kept (key, version, record)
        SELECT key, version, record FROM unnest($1, $2, $3) AS given (key, version, record) ORDER BY key
        ON CONFLICT (key) DO UPDATE SET version = excluded.version, record = excluded.record WHERE excluded.version > kept.version
        """;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private readonly NpgsqlDataSource _database;
    private readonly TimeProvider _time;

    public PostgresJournal(string connection, TimeProvider time)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection)
        {
            ApplicationName = "nasorleans power",
            Timeout = 1,
            CommandTimeout = 1,
            // A server that does not answer does not answer a request to cancel either.
            CancellationTimeout = -1,
            MaxPoolSize = 4,
        };
        _database = NpgsqlDataSource.Create(settings);
        _time = time;
    }

    public string Name => "database";

    public int Lost => 0;

    public async Task<JournalRecord?> ReadAsync(string key, CancellationToken cancellationToken) =>
        (await QueryAsync(Read, key, cancellationToken)).FirstOrDefault();

    public Task<ImmutableArray<JournalRecord>> ListAsync(string prefix, CancellationToken cancellationToken) => QueryAsync(List, prefix, cancellationToken);

    public async Task WriteAsync(IReadOnlyCollection<JournalRecord> records, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        await using var command = _database.CreateCommand(Write);
        command.Parameters.Add(new() { Value = records.Select(record => record.Key).ToArray() });
        command.Parameters.Add(new() { Value = records.Select(record => record.Version).ToArray() });
        command.Parameters.Add(new() { Value = records.Select(record => record.Json).ToArray(), NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Text });
        await command.ExecuteNonQueryAsync(either.Token);
    }

    public void Dispose() => _database.Dispose();

    private async Task<ImmutableArray<JournalRecord>> QueryAsync(string sql, string parameter, CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = parameter });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var records = ImmutableArray.CreateBuilder<JournalRecord>();
        while (await rows.ReadAsync(cancellationToken)) records.Add(new(rows.GetString(0), rows.GetInt64(1), rows.IsDBNull(2) ? null : rows.GetString(2)));
        return records.DrainToImmutable();
    }
}

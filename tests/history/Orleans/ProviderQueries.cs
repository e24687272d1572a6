using System.Data.Common;
using Npgsql;
using NpgsqlTypes;

namespace NasOrleans.Tests.History.Orleans;

/// <summary>
/// Runs a stored text the way Orleans' AdoNet providers do: looked up once along the search path, parameters bound by bare name
/// as text, integer, bigint, timestamptz or bytea (nulls with their type), executed as a reader, no transaction, all rows read.
/// </summary>
internal sealed class ProviderQueries : IAsyncDisposable
{
    private readonly NpgsqlDataSource _database;
    private readonly Dictionary<string, string> _texts;

    private ProviderQueries(NpgsqlDataSource database, Dictionary<string, string> texts)
    {
        _database = database;
        _texts = texts;
    }

    public IEnumerable<string> Keys => _texts.Keys;

    public static async Task<ProviderQueries> OpenAsync(string connectionString)
    {
        var database = NpgsqlDataSource.Create(connectionString + ";Search Path=orleans;Maximum Pool Size=40");
        await using var command = database.CreateCommand("SELECT QueryKey, QueryText FROM OrleansQuery");
        await using var reader = await command.ExecuteReaderAsync();
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadAsync()) texts.Add(reader.GetString(0), reader.GetString(1));
        return new ProviderQueries(database, texts);
    }

    public async Task<List<Row>> RunAsync(string key, params NpgsqlParameter[] parameters)
    {
        await using var connection = await _database.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(_texts[key], connection);
        // The provider binds what the caller has, asked for or not.
        command.Parameters.Add(Text("UnusedByThisText", "x"));
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<Row>();
        do
        {
            while (await reader.ReadAsync()) rows.Add(new Row(reader));
        }
        while (await reader.NextResultAsync());
        return rows;
    }

    /// <summary>As the providers read an answer: one column, a Boolean.</summary>
    public async Task<bool> AskAsync(string key, params NpgsqlParameter[] parameters)
    {
        var row = (await RunAsync(key, parameters))[0];
        Assert.Equal(1, row.Columns);
        return Assert.IsType<bool>(row[0]);
    }

    public static NpgsqlParameter Text(string name, string? value) => Parameter(name, NpgsqlDbType.Text, value);

    public static NpgsqlParameter Int(string name, int? value) => Parameter(name, NpgsqlDbType.Integer, value);

    public static NpgsqlParameter Long(string name, long value) => Parameter(name, NpgsqlDbType.Bigint, value);

    public static NpgsqlParameter Bytes(string name, byte[] value) => Parameter(name, NpgsqlDbType.Bytea, value);

    public static NpgsqlParameter Time(string name, DateTime value) => Parameter(name, NpgsqlDbType.TimestampTz, value);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static NpgsqlParameter Parameter(string name, NpgsqlDbType type, object? value) => new(name, type) { Value = value ?? DBNull.Value };

    /// <summary>A row whose columns are found by name, whatever their case.</summary>
    internal sealed class Row
    {
        private readonly object?[] _values;
        private readonly string[] _names;

        public Row(DbDataReader reader)
        {
            _values = [.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))];
            _names = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
        }

        public int Columns => _values.Length;

        public object? this[int column] => _values[column];

        public object? this[string name] => _values[Array.FindIndex(_names, n => n.Equals(name, StringComparison.OrdinalIgnoreCase))];
    }
}

using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace NasOrleans.History.Sqlite;

/// <summary>One connection with the statements prepared on it. Used by one thread at a time.</summary>
public sealed class SqliteSession : IDisposable
{
    private const int NoCheckpointOnClose = 1006;

    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);
    private readonly SqliteConnection _connection;

    static SqliteSession() => Batteries_V2.Init();

    private SqliteSession(string path, SqliteOpenMode mode)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = 5,
        }.ToString());
        try
        {
            _connection.Open();
            Run("PRAGMA busy_timeout = 5000");
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>False after an error that made SQLite roll back the whole transaction by itself.</summary>
    internal bool InTransaction => raw.sqlite3_get_autocommit(_connection.Handle) == 0;

    /// <summary>A session that writes, and on close leaves file and log byte for byte as they are until it is trusted.</summary>
    internal static SqliteSession OpenWriter(string path)
    {
        var session = new SqliteSession(path, SqliteOpenMode.ReadWrite);
        session.FoldLogOnClose(false);
        return session;
    }

    internal static SqliteSession OpenReader(string path) => new(path, SqliteOpenMode.ReadOnly);

    internal void FoldLogOnClose(bool fold)
    {
        var result = raw.sqlite3_db_config(_connection.Handle, NoCheckpointOnClose, fold ? 0 : 1, out _);
        SqliteException.ThrowExceptionForRC(result, _connection.Handle);
    }

    /// <summary>Runs a script of several statements, once.</summary>
    internal void Run(string script)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = script;
        command.ExecuteNonQuery();
    }

    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        Prepared(sql, parameters).ExecuteNonQuery();

    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> map, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var reader = Prepared(sql, parameters).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(map(reader));
        return rows;
    }

    /// <summary>The first row, or the default when there is none.</summary>
    public T? First<T>(string sql, Func<SqliteDataReader, T> map, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var reader = Prepared(sql, parameters).ExecuteReader();
        return reader.Read() ? map(reader) : default;
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values) command.Dispose();
        _connection.Dispose();
    }

    private SqliteCommand Prepared(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            foreach (var (name, _) in parameters) command.Parameters.Add(new SqliteParameter { ParameterName = name });
            _commands.Add(sql, command);
        }

        // Every caller of a text passes the same parameters in the same order.
        for (var i = 0; i < parameters.Length; i++) command.Parameters[i].Value = parameters[i].Value ?? DBNull.Value;
        return command;
    }
}

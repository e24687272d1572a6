using System.Collections.Concurrent;

namespace NasOrleans.History.Sqlite;

/// <summary>Connections that read beside the writer; each read sees all that was committed before it began.</summary>
internal sealed class SqliteReaders(string path) : IDisposable
{
    private const int Kept = 8;

    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private volatile bool _closed;

    public T Read<T>(Func<SqliteSession, T> read)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (!_idle.TryTake(out var session)) session = SqliteSession.OpenReader(path);
        try
        {
            return read(session);
        }
        finally
        {
            if (_closed || _idle.Count >= Kept) session.Dispose();
            else _idle.Add(session);
        }
    }

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryTake(out var session)) session.Dispose();
    }
}

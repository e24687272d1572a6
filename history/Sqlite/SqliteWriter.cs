using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace NasOrleans.History.Sqlite;

/// <summary>
/// The one writer of a file. All jobs that arrive while a commit is under way share the next one: a commit costs a wait for the
/// disk whatever it holds, so durable writes per second grow with the number of callers.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    private const int MaxQueued = 4096, MaxBatch = 512;

    private readonly Channel<WriteJob> _jobs = Channel.CreateBounded<WriteJob>(new BoundedChannelOptions(MaxQueued) { SingleReader = true });
    private readonly string _path;
    private readonly Thread _thread;
    private SqliteSession? _session;

    public SqliteWriter(string path, SqliteSession session)
    {
        _path = path;
        _session = session;
        _thread = new Thread(WriteAll) { IsBackground = true, Name = $"writer of {Path.GetFileName(path)}" };
        _thread.Start();
    }

    public async Task<T> WriteAsync<T>(Func<SqliteSession, T> write, CancellationToken cancellationToken)
    {
        var job = new WriteJob<T>(write);
        try
        {
            await _jobs.Writer.WriteAsync(job, cancellationToken);
        }
        catch (ChannelClosedException closed)
        {
            throw new ObjectDisposedException($"{_path} is closed.", closed);
        }

        // No token: once queued, a write happens, and only its outcome may be told.
        return await job.Task;
    }

    public void Dispose()
    {
        _jobs.Writer.TryComplete();
        _thread.Join();
    }

    private void WriteAll()
    {
        var batch = new List<WriteJob>(MaxBatch);
        while (_jobs.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (batch.Count < MaxBatch && _jobs.Reader.TryRead(out var job)) batch.Add(job);
            Commit(batch);
            foreach (var job in batch) job.Complete();
            batch.Clear();
        }

        _session?.Dispose();
    }

    private void Commit(List<WriteJob> batch)
    {
        try
        {
            _session ??= SqliteSettings.OpenWriter(_path);
            _session.Execute("BEGIN IMMEDIATE");
            foreach (var job in batch) Execute(_session, job);
            _session.Execute("COMMIT");
        }
        catch (Exception fault)
        {
            RollBack();
            var told = Told(fault);
            foreach (var job in batch) job.Failure ??= told;
        }
    }

    private void Execute(SqliteSession session, WriteJob job)
    {
        session.Execute("SAVEPOINT job");
        try
        {
            job.Execute(session);
        }
        catch (Exception fault) when (session.InTransaction)
        {
            job.Failure = Told(fault);
            session.Execute("ROLLBACK TO job");
        }

        session.Execute("RELEASE job");
    }

    private Exception Told(Exception fault) => SqliteFaults.OfFile(fault) ? SqliteFaults.Explain(_path, fault) : fault;

    private void RollBack()
    {
        try
        {
            if (_session is { InTransaction: true }) _session.Execute("ROLLBACK");
        }
        catch (Exception)
        {
            // A connection that cannot even roll back is given up, whatever ails it; the next batch opens a new one.
            Drop();
        }
    }

    // What is thrown on this thread would end the process.
    private void Drop()
    {
        var broken = _session;
        _session = null;
        try
        {
            broken?.Dispose();
        }
        catch (Exception)
        {
            // It is gone for us; SQLite takes back what was open when the file is opened next.
        }
    }
}

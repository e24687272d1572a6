using Microsoft.Data.Sqlite;
using NasOrleans.History.Sqlite;

namespace NasOrleans.Tests.History.Sqlite;

public sealed class SqliteWriterTests : IDisposable
{
    private static readonly SqliteSchema Schema = new("test", 0x11223344,
    [
        """
        CREATE TABLE parent (id INTEGER PRIMARY KEY);
        CREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED);
        """,
    ]);

    private readonly TempFolder _folder = new();
    private readonly SqliteFile _file;

    public SqliteWriterTests() => _file = SqliteFile.Open(_folder.File("test.db"), Schema);

    [Fact]
    public async Task Write_AJobThrows_ItsNeighboursInTheBatchAreKept()
    {
        var tasks = await InOneBatchAsync(Insert(1), db => Insert(2)(db) + Fail(), Insert(3));

        Assert.Equal("mine alone", (await Assert.ThrowsAsync<InvalidOperationException>(() => tasks[1])).Message);
        await Task.WhenAll(tasks[0], tasks[2]);
        Assert.Equal([1, 3], Rows());

        static int Fail() => throw new InvalidOperationException("mine alone");
    }

    [Fact]
    public async Task Write_CommitFails_AllOfTheBatchFailAndTheNextIsKept()
    {
        var tasks = await InOneBatchAsync(Insert(1), InsertOrphan, Insert(3));

        foreach (var task in tasks) await Assert.ThrowsAsync<SqliteException>(() => task);
        Assert.Empty(Rows());
        await _file.WriteAsync(Insert(4));
        Assert.Equal([4], Rows());
    }

    [Fact]
    public async Task Write_TransactionLostInAJob_AllOfTheBatchFailAndTheNextIsKept()
    {
        var tasks = await InOneBatchAsync(Insert(1), db => db.Execute("ROLLBACK"), Insert(3));

        foreach (var task in tasks) await Assert.ThrowsAnyAsync<Exception>(() => task);
        Assert.Empty(Rows());
        await _file.WriteAsync(Insert(4));
        Assert.Equal([4], Rows());
    }

    [Fact]
    public async Task Write_ConnectionLostInAJob_AllOfTheBatchFailAndTheNextIsKept()
    {
        var tasks = await InOneBatchAsync(Insert(1), Lose, Insert(3));

        foreach (var task in tasks) await Assert.ThrowsAnyAsync<Exception>(() => task);
        Assert.Empty(Rows());
        await _file.WriteAsync(Insert(4));
        Assert.Equal([4], Rows());

        static int Lose(SqliteSession db)
        {
            db.Dispose();
            return 0;
        }
    }

    [Fact]
    public async Task Write_NotYetCommitted_IsNeitherAnsweredNorSeen()
    {
        using var gate = new ManualResetEventSlim();
        using var reached = new ManualResetEventSlim();
        var first = _file.WriteAsync(db =>
        {
            var rows = Insert(1)(db);
            reached.Set();
            gate.Wait();
            return rows;
        });
        Assert.True(reached.Wait(TimeSpan.FromSeconds(10)));

        Assert.False(first.IsCompleted);
        Assert.Empty(Rows());
        gate.Set();
        await first;
        Assert.Equal([1], Rows());
    }

    [Fact]
    public async Task Write_QueueFull_WaitsAndCanBeCancelled()
    {
        using var gate = new ManualResetEventSlim();
        using var patience = new CancellationTokenSource();
        var blocker = BlockWriter(gate);
        // One batch may have been taken off the queue; the last of these finds it full.
        var queued = Enumerable.Range(0, 5000).Select(_ => _file.WriteAsync(_ => 0, patience.Token)).ToArray();

        Assert.False(queued[^1].IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queued[^1]);
        gate.Set();
        await blocker;
        await queued[0];
    }

    [Fact]
    public async Task Dispose_JobsAreQueued_TheyAreKept()
    {
        using var gate = new ManualResetEventSlim();
        var blocker = BlockWriter(gate);
        var queued = Enumerable.Range(1, 50).Select(i => _file.WriteAsync(Insert(i))).ToArray();
        var closing = Task.Run(_file.Dispose);
        gate.Set();

        await closing;
        await Task.WhenAll([blocker, .. queued]);

        using var again = SqliteFile.Open(_folder.File("test.db"), Schema);
        Assert.Equal(50, again.Read(db => db.First("SELECT count(*) FROM parent", row => row.GetInt32(0))));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => _file.WriteAsync(Insert(99)));
    }

    public void Dispose()
    {
        _file.Dispose();
        _folder.Dispose();
    }

    private static Func<SqliteSession, int> Insert(int id) => db => db.Execute("INSERT INTO parent (id) VALUES (@id)", ("@id", id));

    // Breaks a rule that is only checked when the transaction commits.
    private static int InsertOrphan(SqliteSession db) => db.Execute("INSERT INTO child (id, parent) VALUES (1, 999)");

    private Task<int> BlockWriter(ManualResetEventSlim gate) => _file.WriteAsync(_ =>
    {
        gate.Wait();
        return 0;
    });

    private async Task<Task<int>[]> InOneBatchAsync(params Func<SqliteSession, int>[] jobs)
    {
        using var gate = new ManualResetEventSlim();
        using var reached = new ManualResetEventSlim();
        var blocker = _file.WriteAsync(_ =>
        {
            reached.Set();
            gate.Wait();
            return 0;
        });
        Assert.True(reached.Wait(TimeSpan.FromSeconds(10)));
        var tasks = jobs.Select(job => _file.WriteAsync(job)).ToArray();
        gate.Set();
        await blocker;
        await ((Task)Task.WhenAll(tasks)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return tasks;
    }

    private List<int> Rows() => _file.Read(db => db.Query("SELECT id FROM parent ORDER BY id", row => row.GetInt32(0)));
}

using System.Diagnostics;
using NasOrleans.History.Postgres;
using NasOrleans.Power.Journal;
using NasOrleans.Silo.Storage;
using NasOrleans.Tests.History.Postgres;
using Npgsql;

namespace NasOrleans.Tests.History.PowerJournal;

[Collection(PostgresCollection.Name)]
public sealed class PostgresJournalTests(PostgresFixture postgres) : IDisposable
{
    // A silo's limit is a second each way; what is above it is what a busy machine takes to notice.
    private static readonly TimeSpan InTime = TimeSpan.FromSeconds(4);

    private readonly TempFolder _temp = new();
    private readonly string _prefix = $"{Guid.NewGuid():n}/";

    private sealed record Note(string Text);

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task Write_WithTheRightsOfASilo_NewerWinsAndADeletionIsKept()
    {
        using var copy = new PostgresJournal(postgres.Silo, TimeProvider.System);
        JournalRecord a = new(_prefix + "a", 2, "{\"n\":2}"), b = new(_prefix + "b", 1, "{}");
        await copy.WriteAsync([a, b], default);
        await copy.WriteAsync([a with { Version = 1, Json = "{}" }, b with { Version = 2, Json = null }], default);

        Assert.Equal(a, await copy.ReadAsync(a.Key, default));
        Assert.Equal([a, b with { Version = 2, Json = null }], (await copy.ListAsync(_prefix, default)).OrderBy(record => record.Key, StringComparer.Ordinal));
        Assert.Null(await copy.ReadAsync(_prefix, default));
    }

    [Fact]
    public async Task TwoSilos_EachReadsWhatTheOtherWrote_AndKeepsACopyOfIt()
    {
        await using (var one = Opened("one", postgres.Silo)) Assert.True(await WrittenEverywhereAsync(one, 1, "from one"));
        await using (var two = Opened("two", postgres.Silo).Started())
        {
            Assert.Equal("from one", (await two.Journal.ReadAsync<Note>(_prefix + "k", default))!.Record.Text);
            await Eventually.IsTrue(() => JournalFile.KeysIn(_temp.File("two")).Contains(_prefix + "k"));
        }
    }

    [Fact]
    public async Task Database_LockedOrGone_TheFileTakesIt_AndTheDatabaseGetsItAfterwards()
    {
        await using var database = NpgsqlDataSource.Create(postgres.Owner);
        await using var connection = await database.OpenConnectionAsync();
        await using var opened = Opened("silo", postgres.Silo);
        await using (var held = await connection.BeginTransactionAsync())
        {
            await PostgresHang(connection);
            var began = Stopwatch.StartNew();
            Assert.Null(await opened.Journal.ReadAsync<Note>(_prefix + "k", default));
            for (var version = 1; version <= 50; version++) Assert.True(await opened.Journal.WriteAsync(_prefix + "k", version, new Note($"{version}"), default));
            Assert.InRange(began.Elapsed, TimeSpan.Zero, InTime);
            await Eventually.IsTrue(() => opened.Journal.Health.Copies.Single(copy => copy.Name == "database") is { Fault: not null, Waiting: <= 1 });
            await held.RollbackAsync();
        }

        using var copy = new PostgresJournal(postgres.Silo, TimeProvider.System);
        await Eventually.IsTrue(async () => (await copy.ReadAsync(_prefix + "k", default))?.Json?.Contains("50", StringComparison.Ordinal) ?? false);
        await Eventually.IsTrue(() => opened.Journal.Health.IsComplete);
    }

    [Fact]
    public async Task Server_Stopped_ReadsAndWritesEndInTime()
    {
        var server = await PostgresServer.StartAsync();
        await using (var database = NpgsqlDataSource.Create(server.ConnectionString("postgres"))) await new PostgresMigrator(database).MigrateAsync(default);
        await using var opened = Opened("silo", server.ConnectionString("postgres"));
        Assert.True(await WrittenEverywhereAsync(opened, 1, "before"));
        await server.DisposeAsync();

        var began = Stopwatch.StartNew();
        Assert.Equal("before", (await opened.Journal.ReadAsync<Note>(_prefix + "k", default))!.Record.Text);
        Assert.True(await opened.Journal.WriteAsync(_prefix + "k", 2, new Note("after"), default));
        Assert.InRange(began.Elapsed, TimeSpan.Zero, InTime);
        await Eventually.IsTrue(() => !opened.Journal.Health.IsComplete && opened.Journal.Health.IsWritable);
    }

    [Fact]
    public async Task Silo_WhoseReadFailed_StillWinsOverWhatItCouldNotRead()
    {
        await using (var other = Opened("other", postgres.Silo)) Assert.True(await WrittenEverywhereAsync(other, 57, "old"));
        await using var database = NpgsqlDataSource.Create(postgres.Owner);
        await using var connection = await database.OpenConnectionAsync();
        await using var opened = Opened("silo", postgres.Silo);
        await using (var held = await connection.BeginTransactionAsync())
        {
            await PostgresHang(connection);
            Assert.Null(await opened.Journal.ReadAsync<Note>(_prefix + "k", default));
            Assert.True(await opened.Journal.WriteAsync(_prefix + "k", 1, new Note("new"), default));
            await held.RollbackAsync();
        }

        using var copy = new PostgresJournal(postgres.Silo, TimeProvider.System);
        await Eventually.IsTrue(async () => (await copy.ReadAsync(_prefix + "k", default))?.Json?.Contains("new", StringComparison.Ordinal) ?? false);
    }

    // No statement of the journal gets an answer from now on, until the transaction ends.
    private static async Task PostgresHang(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("LOCK TABLE nas.power_journal IN ACCESS EXCLUSIVE MODE", connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<bool> WrittenEverywhereAsync(OpenJournal opened, long version, string text)
    {
        var written = await opened.Journal.WriteAsync(_prefix + "k", version, new Note(text), default);
        await Eventually.IsTrue(() => opened.Journal.Health is { IsComplete: true } health && health.Copies.All(copy => copy.Waiting == 0));
        using var copy = new PostgresJournal(opened.Connection!, TimeProvider.System);
        await Eventually.IsTrue(async () => await copy.ReadAsync(_prefix + "k", default) is not null);
        return written;
    }

    private OpenJournal Opened(string folder, string connection) =>
        new(new JournalFile(_temp.File(folder)), new PostgresJournal(connection, TimeProvider.System)) { Connection = connection };
}

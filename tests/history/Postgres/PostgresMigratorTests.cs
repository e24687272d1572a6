using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using NasOrleans.History;
using NasOrleans.History.Postgres;

namespace NasOrleans.Tests.History.Postgres;

[Collection(PostgresCollection.Name)]
public sealed class PostgresMigratorTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Migrate_Fresh_TakesAllStepsAndRecordsThem()
    {
        await using var database = await FreshAsync();

        Assert.Equal(PostgresScripts.Migrations.Count, await new PostgresMigrator(database).MigrateAsync(default));

        Assert.Equal(PostgresScripts.Migrations.Select(m => $"{m.Version} {m.Name}"),
            await RowsAsync(database, "SELECT version || ' ' || name FROM nas.migration ORDER BY version"));
        await new PostgresMigrator(database).CheckAsync(default);
    }

    [Fact]
    public async Task Migrate_Again_TakesNoStep()
    {
        await using var database = await FreshAsync();
        await new PostgresMigrator(database).MigrateAsync(default);

        Assert.Equal(0, await new PostgresMigrator(database).MigrateAsync(default));
    }

    [Fact]
    public async Task Migrate_ManyAtOnce_OneDoesTheWork()
    {
        await using var database = await FreshAsync();

        var steps = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => new PostgresMigrator(database).MigrateAsync(default)));

        Assert.Equal([.. Enumerable.Repeat(0, 7), PostgresScripts.Migrations.Count], steps.Order());
    }

    [Fact]
    public async Task Migrate_StepsWereTakenButNotRecorded_TakesThemAgainWithoutHarm()
    {
        await using var database = await FreshAsync();
        await new PostgresMigrator(database).MigrateAsync(default);
        await RowsAsync(database, "INSERT INTO orleans.cluster VALUES ('kept', 3); DELETE FROM nas.migration");

        await new PostgresMigrator(database).MigrateAsync(default);

        Assert.Equal(["kept"], await RowsAsync(database, "SELECT deployment_id FROM orleans.cluster"));
    }

    [Fact]
    public async Task Migrate_StepFails_LeavesNothingBehind()
    {
        await using var database = await FreshAsync();
        await RowsAsync(database, "CREATE SCHEMA orleans; CREATE TABLE orleans.orleansquery (in_the_way int)");

        await Assert.ThrowsAnyAsync<Exception>(() => new PostgresMigrator(database).MigrateAsync(default));

        Assert.Equal(["0"], await RowsAsync(database, "SELECT count(*)::text FROM pg_namespace WHERE nspname = 'nas'"));
    }

    [Fact]
    public async Task MigrateAndCheck_NewerSchema_RefuseAndChangeNothing()
    {
        await using var database = await FreshAsync();
        await new PostgresMigrator(database).MigrateAsync(default);
        await RowsAsync(database, "INSERT INTO nas.migration (version, name) VALUES (999, 'from the future'); DELETE FROM orleans.orleansquery");

        foreach (var attempt in new[] { new PostgresMigrator(database).MigrateAsync(default), new PostgresMigrator(database).CheckAsync(default) })
        {
            var fault = await Assert.ThrowsAsync<StorageException>(() => attempt);
            Assert.Equal(StorageFault.Newer, fault.Fault);
            Assert.Contains("newer NasOrleans (999, known here", fault.Message, StringComparison.Ordinal);
        }

        Assert.Empty(await RowsAsync(database, "SELECT querykey FROM orleans.orleansquery"));
    }

    [Fact]
    public async Task Check_NotMigrated_SaysSo()
    {
        await using var database = await FreshAsync();

        var fault = await Assert.ThrowsAsync<StorageException>(() => new PostgresMigrator(database).CheckAsync(default));

        Assert.Equal(StorageFault.NotMigrated, fault.Fault);
    }

    [Fact]
    public async Task Start_NothingListens_StopsTheHostWithOneLine()
    {
        var fault = await StartFaultAsync("Host=127.0.0.1;Port=1;Database=nas;Username=nas;Timeout=5");

        Assert.Equal(StorageFault.Unavailable, fault.Fault);
        Assert.Contains("PostgreSQL database nas at 127.0.0.1:1 cannot be reached", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Fact]
    public async Task Start_NoSuchDatabase_SaysSo() =>
        Assert.Contains("does not exist", (await StartFaultAsync(postgres.Owner.Replace("Database=nas", "Database=nowhere"))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Migrate_AsASilo_IsRefusedForItHasNoRightTo()
    {
        await using var database = NpgsqlDataSource.Create(postgres.Silo);

        var fault = await Assert.ThrowsAsync<StorageException>(() => new PostgresMigrator(database).MigrateAsync(default));

        Assert.Equal(StorageFault.Unwritable, fault.Fault);
    }

    [Theory]
    [InlineData("CREATE TABLE nas.mine (id int)")]
    [InlineData("ALTER TABLE orleans.silo ADD COLUMN mine int")]
    [InlineData("DROP TABLE nas.event")]
    [InlineData("UPDATE orleans.orleansquery SET querytext = ''")]
    [InlineData("DELETE FROM nas.migration")]
    [InlineData("UPDATE nas.audit SET actor = 'nobody'")]
    [InlineData("DELETE FROM nas.event")]
    [InlineData("CREATE SCHEMA mine")]
    public async Task Silo_MoreThanItsWork_IsRefused(string sql)
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => PostgresFixture.ExecuteAsync(postgres.Silo, sql));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    private static async Task<StorageException> StartFaultAsync(string connectionString)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddPostgresHistory(options => options.ConnectionString = connectionString);
        using var host = builder.Build();
        return await Assert.ThrowsAsync<StorageException>(() => host.StartAsync());
    }

    private async Task<NpgsqlDataSource> FreshAsync() => NpgsqlDataSource.Create(await postgres.NewDatabaseAsync());

    private static async Task<List<string>> RowsAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync()) rows.Add(reader.GetString(0));
        return rows;
    }
}

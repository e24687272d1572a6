using Npgsql;

namespace NasOrleans.Tests.History.Postgres;

[Collection(PostgresCollection.Name)]
public sealed class MetricPartitionTests(PostgresFixture postgres) : IAsyncLifetime
{
    private NpgsqlDataSource _owner = null!;

    public async Task InitializeAsync()
    {
        _owner = NpgsqlDataSource.Create(await postgres.NewDatabaseAsync());
        await new NasOrleans.History.Postgres.PostgresMigrator(_owner).MigrateAsync(default);
    }

    public async Task DisposeAsync() => await _owner.DisposeAsync();

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(-399, true)]
    [InlineData(3, false)]
    [InlineData(-402, false)]
    public async Task Ensure_Day_MakesAPartitionOnlyNearNow(int daysFromToday, bool made)
    {
        Assert.Equal(made, await ScalarAsync<bool>($"SELECT nas.ensure_metric_partition((now() AT TIME ZONE 'UTC')::date + {daysFromToday})"));

        Assert.Equal(made ? 1L : 0L, await ScalarAsync<long>("SELECT count(*) FROM pg_class WHERE relname ~ '^metric_point_[0-9]+$' AND relkind = 'r'"));
    }

    [Fact]
    public async Task Ensure_PointsOfTheDayAlreadyLieInTheDefault_TakesThemOver()
    {
        await ScalarAsync<long>("""
            WITH added AS (
                INSERT INTO nas.metric_point
                SELECT 1, date_trunc('day', now(), 'UTC') + hours * interval '1 hour', hours FROM generate_series(-3, 26) AS hours RETURNING 1)
            SELECT count(*) FROM added
            """);

        Assert.True(await ScalarAsync<bool>("SELECT nas.ensure_metric_partition((now() AT TIME ZONE 'UTC')::date)"));

        Assert.Equal(30L, await ScalarAsync<long>("SELECT count(*) FROM nas.metric_point"));
        Assert.Equal(6L, await ScalarAsync<long>("SELECT count(*) FROM nas.metric_point_default"));
    }

    [Fact]
    public async Task Ensure_InASessionOfAnotherTimeZone_CutsDaysInUtc()
    {
        await ScalarAsync<bool>("SET TIME ZONE 'Asia/Kolkata'; SELECT nas.ensure_metric_partition((now() AT TIME ZONE 'UTC')::date)");
        await ScalarAsync<int>("INSERT INTO nas.metric_point VALUES (1, date_trunc('day', now(), 'UTC'), 0), (1, date_trunc('day', now(), 'UTC') + interval '86399 s', 0) RETURNING 1");

        Assert.Equal(0L, await ScalarAsync<long>("SELECT count(*) FROM nas.metric_point_default"));
    }

    private async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = _owner.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}

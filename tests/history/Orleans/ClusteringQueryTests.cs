using Npgsql;
using NasOrleans.Tests.History.Postgres;
using static NasOrleans.Tests.History.Orleans.ProviderQueries;

namespace NasOrleans.Tests.History.Orleans;

[Collection(PostgresCollection.Name)]
public sealed class ClusteringQueryTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly DateTime Noon = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    private readonly string _cluster = $"cluster-{Guid.NewGuid():N}";
    private ProviderQueries _queries = null!;

    public async Task InitializeAsync() => _queries = await OpenAsync(postgres.Silo);

    public async Task DisposeAsync() => await _queries.DisposeAsync();

    [Fact]
    public void Keys_AreTheOnesTheProviderDemands() => Assert.Subset(_queries.Keys.ToHashSet(), new HashSet<string>
    {
        "GatewaysQueryKey", "MembershipReadRowKey", "MembershipReadAllKey", "InsertMembershipVersionKey", "UpdateIAmAlivetimeKey",
        "InsertMembershipKey", "UpdateMembershipKey", "DeleteMembershipTableEntriesKey", "CleanupDefunctSiloEntriesKey",
    });

    [Fact]
    public async Task InsertVersion_Twice_MakesItOnceAndKeepsIt()
    {
        Assert.True(await InsertVersionAsync());
        Assert.True(await InsertAsync(1, 0));
        Assert.False(await InsertVersionAsync());

        Assert.Equal(1, await VersionAsync());
    }

    [Fact]
    public async Task InsertVersion_Racing_OneMakesIt()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => InsertVersionAsync()));

        Assert.Equal(1, made.Count(yes => yes));
    }

    [Fact]
    public async Task ReadAll_NoMember_IsOneRowWithTheVersionAndNoStartTime()
    {
        var absent = Assert.Single(await ReadAllAsync());
        await InsertVersionAsync();
        var empty = Assert.Single(await ReadAllAsync());

        Assert.Equal((0, null), (absent["Version"], absent["StartTime"]));
        Assert.Equal((0, null), (empty["Version"], empty["StartTime"]));
    }

    [Fact]
    public async Task Insert_AtTheVersion_StoresAllAndAddsOne()
    {
        await InsertVersionAsync();
        Assert.True(await InsertAsync(1, 0));

        foreach (var row in new[] { Assert.Single(await ReadAllAsync()), Assert.Single(await ReadRowAsync(1)) })
        {
            Assert.Equal((1, "::1", 1, 77, "silo-1", "host-1"),
                (row["Version"], row["Address"], row["Port"], row["Generation"], row["SiloName"], row["HostName"]));
            Assert.Equal((2, 30_000, Noon, Noon.AddSeconds(1), null),
                (row["Status"], row["ProxyPort"], row["StartTime"], row["IAmAliveTime"], row["SuspectTimes"]));
        }
    }

    [Fact]
    public async Task Insert_AtAnotherVersionOrTwice_ChangesNothing()
    {
        await InsertVersionAsync();
        Assert.True(await InsertAsync(1, 0));

        Assert.False(await InsertAsync(2, 0));
        Assert.False(await InsertAsync(2, 2));
        Assert.False(await InsertAsync(1, 1));

        Assert.Equal(1, await VersionAsync());
        Assert.Single(await ReadAllAsync());
    }

    [Fact]
    public async Task Insert_WithoutAClusterRow_SaysNo() => Assert.False(await InsertAsync(1, 0));

    [Fact]
    public async Task Insert_24RacingAtOneVersion_OneWins()
    {
        await InsertVersionAsync();

        var won = await Task.WhenAll(Enumerable.Range(1, 24).Select(port => InsertAsync(port, 0)));

        Assert.Equal((1, 1), (won.Count(yes => yes), await VersionAsync()));
        Assert.Single(await ReadAllAsync());
    }

    [Fact]
    public async Task Update_AtTheVersion_OverwritesThreeColumnsAndAddsOne()
    {
        await InsertVersionAsync();
        await InsertAsync(1, 0);

        Assert.True(await UpdateAsync(1, 1, 3, "10.0.0.1:2@3,2026-03-01 12:00:00.000 GMT"));
        var row = Assert.Single(await ReadAllAsync());
        Assert.Equal((2, 3, "10.0.0.1:2@3,2026-03-01 12:00:00.000 GMT", Noon.AddMinutes(1), Noon, "silo-1"),
            (row["Version"], row["Status"], row["SuspectTimes"], row["IAmAliveTime"], row["StartTime"], row["SiloName"]));

        Assert.True(await UpdateAsync(1, 2, 6, null));
        Assert.Null(Assert.Single(await ReadAllAsync())["SuspectTimes"]);
    }

    [Fact]
    public async Task Update_AtAnotherVersionOrAbsent_ChangesNothing()
    {
        await InsertVersionAsync();
        await InsertAsync(1, 0);

        Assert.False(await UpdateAsync(1, 0, 3, null));
        Assert.False(await UpdateAsync(2, 1, 3, null));

        var row = Assert.Single(await ReadAllAsync());
        Assert.Equal((1, 2), (row["Version"], row["Status"]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Write_AnotherSessionHoldsTheVersion_LosesWhenItCommitsAndWinsWhenItRollsBack(bool commit)
    {
        await InsertVersionAsync();
        await InsertAsync(1, 0);
        await using var holder = new NpgsqlConnection(postgres.Owner);
        await holder.OpenAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        await using (var bump = new NpgsqlCommand($"UPDATE orleans.cluster SET version = version + 1 WHERE deployment_id = '{_cluster}'", holder))
            await bump.ExecuteNonQueryAsync();

        var insert = InsertAsync(2, 1);
        await LockWaits.AppearAsync(postgres.Owner, 1);
        Assert.False(insert.IsCompleted);
        if (commit) await transaction.CommitAsync();
        else await transaction.RollbackAsync();

        Assert.Equal(!commit, await insert);
        Assert.Equal(!commit, await UpdateAsync(1, commit ? 1 : 2, 3, null));
    }

    [Fact]
    public async Task IAmAlive_TouchesItsColumnAlone()
    {
        await InsertVersionAsync();
        await InsertAsync(1, 0);

        await AliveAsync(1);
        await AliveAsync(9);

        var row = Assert.Single(await ReadAllAsync());
        Assert.Equal((1, 2, Noon.AddHours(5)), (row["Version"], row["Status"], row["IAmAliveTime"]));
    }

    [Fact]
    public async Task Gateways_AreActiveSilosWithAProxy()
    {
        await InsertVersionAsync();
        for (var port = 1; port <= 3; port++) await InsertAsync(port, port - 1, proxyPort: port == 3 ? 0 : 30_000 + port);
        await UpdateAsync(1, 3, 3, null);
        await UpdateAsync(3, 4, 3, null);

        var gateway = Assert.Single(await _queries.RunAsync("GatewaysQueryKey", Text("DeploymentId", _cluster), Int("Status", 3)));

        Assert.Equal(("::1", 30_001, 77), (gateway["Address"], gateway["ProxyPort"], gateway["Generation"]));
    }

    [Fact]
    public async Task Cleanup_TakesOnlyDeadSilosOlderThanTheCutOff()
    {
        await InsertVersionAsync();
        for (var port = 1; port <= 3; port++) await InsertAsync(port, port - 1);
        await UpdateAsync(1, 3, 6, null);
        await UpdateAsync(2, 4, 6, null);
        await AliveAsync(2);

        await CleanupAsync(Noon.AddHours(1));
        Assert.Equal([2, 3], (await ReadAllAsync()).Select(row => (int)row["Port"]!).Order());
        await CleanupAsync(DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc));
        var left = Assert.Single(await ReadAllAsync());
        Assert.Equal((3, 5), (left["Port"], left["Version"]));
    }

    [Fact]
    public async Task DeleteAll_TakesOneClusterOnly()
    {
        await InsertVersionAsync();
        await InsertAsync(1, 0);
        await _queries.AskAsync("InsertMembershipVersionKey", Text("DeploymentId", _cluster + "-other"));

        await _queries.RunAsync("DeleteMembershipTableEntriesKey", Text("DeploymentId", _cluster));

        Assert.Null(Assert.Single(await ReadAllAsync())["StartTime"]);
        Assert.True(await InsertVersionAsync());
        Assert.False(await _queries.AskAsync("InsertMembershipVersionKey", Text("DeploymentId", _cluster + "-other")));
    }

    private Task<bool> InsertVersionAsync() => _queries.AskAsync("InsertMembershipVersionKey", Text("DeploymentId", _cluster));

    private Task<bool> InsertAsync(int port, int version, int proxyPort = 30_000) => _queries.AskAsync("InsertMembershipKey",
        [.. Silo(port), Text("SiloName", $"silo-{port}"), Text("HostName", $"host-{port}"), Int("Status", 2), Int("ProxyPort", proxyPort),
            Time("StartTime", Noon), Time("IAmAliveTime", Noon.AddSeconds(1)), Int("Version", version)]);

    private Task<bool> UpdateAsync(int port, int version, int status, string? suspects) => _queries.AskAsync("UpdateMembershipKey",
        [.. Silo(port), Int("Status", status), Text("SuspectTimes", suspects), Time("IAmAliveTime", Noon.AddMinutes(1)), Int("Version", version)]);

    private Task AliveAsync(int port) => _queries.RunAsync("UpdateIAmAlivetimeKey", [.. Silo(port), Time("IAmAliveTime", Noon.AddHours(5))]);

    private Task CleanupAsync(DateTime before) =>
        _queries.RunAsync("CleanupDefunctSiloEntriesKey", Text("DeploymentId", _cluster), Time("IAmAliveTime", before));

    private Task<List<Row>> ReadAllAsync() => _queries.RunAsync("MembershipReadAllKey", Text("DeploymentId", _cluster));

    private Task<List<Row>> ReadRowAsync(int port) => _queries.RunAsync("MembershipReadRowKey", Silo(port));

    private async Task<int> VersionAsync() => (int)(await ReadAllAsync())[0]["Version"]!;

    private NpgsqlParameter[] Silo(int port) =>
        [Text("DeploymentId", _cluster), Text("Address", "::1"), Int("Port", port), Int("Generation", 77)];
}

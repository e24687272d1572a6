using System.Text;
using Npgsql;
using NasOrleans.Tests.History.Postgres;
using static NasOrleans.Tests.History.Orleans.ProviderQueries;

namespace NasOrleans.Tests.History.Orleans;

[Collection(PostgresCollection.Name)]
public sealed class PersistenceQueryTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly Key Default = new(Hash: 1, TypeHash: 2, N0: 0, N1: 0, Type: "system", Extension: "main/system:a");

    private readonly string _service = $"service-{Guid.NewGuid():N}";
    private ProviderQueries _queries = null!;

    public async Task InitializeAsync() => _queries = await OpenAsync(postgres.Silo);

    public async Task DisposeAsync() => await _queries.DisposeAsync();

    [Fact]
    public void Keys_AreTheOnesTheProviderDemands() => Assert.Subset(
        _queries.Keys.ToHashSet(), new HashSet<string> { "WriteToStorageKey", "ReadFromStorageKey", "ClearStorageKey", "DeleteStorageKey" });

    [Fact]
    public async Task Read_NothingStored_IsNoRow() => Assert.Empty(await ReadAsync(Default));

    [Theory]
    [InlineData("{}")]
    [InlineData("")]
    public async Task Write_First_ReadsPayloadAndVersion(string payload)
    {
        Assert.Equal(1, await WriteAsync(Default, null, payload));

        var row = Assert.Single(await ReadAsync(Default));
        Assert.Equal(payload, Encoding.UTF8.GetString(Assert.IsType<byte[]>(row["PayloadBinary"])));
        Assert.Equal(1, row["Version"]);
    }

    [Fact]
    public async Task Write_AtTheVersion_AdvancesIt()
    {
        await WriteAsync(Default, null, "one");

        Assert.Equal(2, await WriteAsync(Default, 1, "two"));
        Assert.Equal(3, await WriteAsync(Default, 2, "three"));
        Assert.Equal("three", await PayloadAsync(Default));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Write_AtAnotherVersion_Conflicts(int? version)
    {
        await WriteAsync(Default, null, "one");

        Assert.Null(await WriteAsync(Default, version, "two"));
        Assert.Equal("one", await PayloadAsync(Default));
    }

    [Fact]
    public async Task Write_VersionOfAMissingRow_Conflicts()
    {
        Assert.Null(await WriteAsync(Default, 1, "one"));

        Assert.Empty(await ReadAsync(Default));
    }

    [Fact]
    public async Task Write_KeysThatDifferInOnePart_AreRowsOfTheirOwn()
    {
        Key[] keys = [Default, Default with { Hash = 9 }, Default with { TypeHash = 9 }, Default with { N0 = 9 }, Default with { N1 = 9 },
            Default with { Type = "ups" }, Default with { Extension = "" }, Default with { Extension = null }];
        for (var i = 0; i < keys.Length; i++) Assert.Equal(1, await WriteAsync(keys[i], null, $"{i}"));

        for (var i = 0; i < keys.Length; i++)
        {
            Assert.Equal($"{i}", await PayloadAsync(keys[i]));
            Assert.Null(await WriteAsync(keys[i], null, "again"));
            Assert.Equal(2, await WriteAsync(keys[i], 1, $"{i}"));
        }
    }

    [Fact]
    public async Task Write_OfAnotherService_IsARowOfItsOwn()
    {
        await WriteAsync(Default, null, "one");
        await using var other = await OpenAsync(postgres.Silo);

        var rows = await other.RunAsync("ReadFromStorageKey", Parameters(Default, _service + "-other"));

        Assert.Empty(rows);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("main/system:a")]
    public async Task Write_24RacingFirstWritesAndUpdates_OneWinsEach(string? extension)
    {
        var key = Default with { Extension = extension };
        foreach (int? version in new int?[] { null, 1 })
        {
            var won = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => WriteAsync(key, version, $"{i}")));
            Assert.Equal(1, won.Count(answer => answer is not null));
        }

        Assert.Single(await ReadAsync(key));
    }

    [Fact]
    public async Task Clear_AtTheVersion_KeepsTheRowWithoutPayload()
    {
        await WriteAsync(Default, null, "one");

        Assert.Equal(2, await ClearAsync(1));
        var row = Assert.Single(await ReadAsync(Default));
        Assert.Equal((null, 2), (row["PayloadBinary"], row["Version"]));
        Assert.Null(await WriteAsync(Default, null, "as if never stored"));
        Assert.Equal(3, await ClearAsync(2));
        Assert.Equal(4, await WriteAsync(Default, 3, "again"));
    }

    [Theory]
    [InlineData("ClearStorageKey")]
    [InlineData("DeleteStorageKey")]
    public async Task ClearOrDelete_AtAnotherVersion_Conflicts(string query)
    {
        await WriteAsync(Default, null, "one");

        foreach (int? version in new int?[] { null, 0, 2 }) Assert.Empty(await _queries.RunAsync(query, [.. Parameters(Default), Int("GrainStateVersion", version)]));
        Assert.Equal("one", await PayloadAsync(Default));
    }

    [Fact]
    public async Task Delete_AtTheVersion_RemovesTheRowAndAnswersAnotherVersion()
    {
        await WriteAsync(Default, null, "one");

        var answer = Assert.Single(await _queries.RunAsync("DeleteStorageKey", [.. Parameters(Default), Int("GrainStateVersion", 1)]));

        Assert.Equal(2, answer[0]);
        Assert.Empty(await ReadAsync(Default));
    }

    [Theory]
    [InlineData("WriteToStorageKey", true)]
    [InlineData("WriteToStorageKey", false)]
    [InlineData("ClearStorageKey", true)]
    [InlineData("ClearStorageKey", false)]
    [InlineData("DeleteStorageKey", true)]
    [InlineData("DeleteStorageKey", false)]
    public async Task Change_AnotherSessionHoldsTheRow_LosesWhenItCommitsAndWinsWhenItRollsBack(string query, bool commit)
    {
        await WriteAsync(Default, null, "one");
        var answer = await ContendAsync($"UPDATE orleans.grain_state SET version = version + 1 WHERE service_id = '{_service}'", commit,
            () => _queries.RunAsync(query, [.. Parameters(Default), Int("GrainStateVersion", 1), Bytes("PayloadBinary", [1])]));

        Assert.Equal(commit ? 0 : 1, answer.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FirstWrite_AnotherSessionIsAboutToMakeTheRow_LosesWhenItCommitsAndWinsWhenItRollsBack(bool commit)
    {
        var insert = $"""
            INSERT INTO orleans.grain_state (service_id, type_name, type_hash, id_hash, n0, n1, extension, version, payload)
            VALUES ('{_service}', 'system', 2, 1, 0, 0, 'main/system:a', 1, '')
            """;

        var answer = await ContendAsync(insert, commit, () =>
            _queries.RunAsync("WriteToStorageKey", [.. Parameters(Default), Int("GrainStateVersion", null), Bytes("PayloadBinary", [1])]));

        Assert.Equal(commit ? 0 : 1, answer.Count);
    }

    private async Task<List<Row>> ContendAsync(string holderSql, bool commit, Func<Task<List<Row>>> contender)
    {
        await using var holder = new NpgsqlConnection(postgres.Owner);
        await holder.OpenAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand(holderSql, holder)) await hold.ExecuteNonQueryAsync();
        var waiting = contender();
        await LockWaits.AppearAsync(postgres.Owner, 1);
        Assert.False(waiting.IsCompleted);
        if (commit) await transaction.CommitAsync();
        else await transaction.RollbackAsync();
        return await waiting;
    }

    private Task<List<Row>> ReadAsync(Key key) => _queries.RunAsync("ReadFromStorageKey", Parameters(key));

    private async Task<string> PayloadAsync(Key key) => Encoding.UTF8.GetString((byte[])Assert.Single(await ReadAsync(key))["PayloadBinary"]!);

    // Null is a conflict.
    private async Task<int?> WriteAsync(Key key, int? version, string payload)
    {
        var rows = await _queries.RunAsync("WriteToStorageKey",
            [.. Parameters(key), Int("GrainStateVersion", version), Bytes("PayloadBinary", Encoding.UTF8.GetBytes(payload))]);
        return rows.Count == 0 ? null : (int?)Assert.Single(rows)["NewGrainStateVersion"];
    }

    private async Task<int?> ClearAsync(int version) =>
        (int?)Assert.Single(await _queries.RunAsync("ClearStorageKey", [.. Parameters(Default), Int("GrainStateVersion", version)]))[0];

    private NpgsqlParameter[] Parameters(Key key, string? service = null) =>
    [
        Int("GrainIdHash", key.Hash), Long("GrainIdN0", key.N0), Long("GrainIdN1", key.N1), Int("GrainTypeHash", key.TypeHash),
        Text("GrainTypeString", key.Type), Text("GrainIdExtensionString", key.Extension), Text("ServiceId", service ?? _service),
    ];

    private sealed record Key(int Hash, int TypeHash, long N0, long N1, string Type, string? Extension);
}

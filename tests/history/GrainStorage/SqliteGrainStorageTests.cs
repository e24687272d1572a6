using NasOrleans.History;
using NasOrleans.Silo.Storage;
using Orleans.Runtime;
using Orleans.Storage;

namespace NasOrleans.Tests.History.GrainStorage;

public sealed class SqliteGrainStorageTests : IDisposable
{
    private static readonly GrainId Grain = GrainId.Create("thing", "main/thing:a");

    private readonly TempFolder _folder = new();
    private SqliteGrainStorage _storage;

    public SqliteGrainStorageTests() => _storage = new SqliteGrainStorage(_folder.File("state.db"));

    [Fact]
    public async Task Read_NothingStored_GivesAFreshStateWithoutEtag()
    {
        var state = new StoredState<Thing> { ETag = "9", RecordExists = true, State = new Thing { Name = "left over" } };

        await _storage.ReadStateAsync("thing", Grain, state);

        Assert.Equal((new Thing(), null, false), (state.State, state.ETag, state.RecordExists));
    }

    [Fact]
    public async Task Write_Reopened_ReadsTheSame()
    {
        var written = await WriteAsync("größer 📀", Grain);
        Reopen();

        var read = await ReadAsync(Grain);

        Assert.Equal(("größer 📀", written.ETag, true), (read.State.Name, read.ETag, read.RecordExists));
    }

    [Fact]
    public async Task Write_EachTime_AdvancesTheEtag()
    {
        var state = await WriteAsync("one", Grain);
        var first = state.ETag;
        await _storage.WriteStateAsync("thing", Grain, state);

        Assert.NotEqual(first, state.ETag);
        Assert.Equal(state.ETag, (await ReadAsync(Grain)).ETag);
    }

    [Fact]
    public async Task Write_FirstOverExisting_Conflicts()
    {
        await WriteAsync("one", Grain);

        var conflict = await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync("two", Grain));

        Assert.Equal(("1", null), (conflict.StoredEtag, conflict.CurrentEtag));
        Assert.Equal("one", (await ReadAsync(Grain)).State.Name);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("2")]
    [InlineData("not ours")]
    public async Task Write_OtherEtag_Conflicts(string etag)
    {
        await WriteAsync("one", Grain);

        await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync("two", Grain, etag));

        Assert.Equal(("one", "1"), ((await ReadAsync(Grain)).State.Name, (await ReadAsync(Grain)).ETag));
    }

    [Fact]
    public async Task Write_EtagOfAMissingRow_Conflicts()
    {
        await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync("two", Grain, "1"));

        Assert.False((await ReadAsync(Grain)).RecordExists);
    }

    [Fact]
    public async Task Write_Conflict_LeavesTheCallersEtag()
    {
        await WriteAsync("one", Grain);
        var state = new StoredState<Thing> { State = new Thing { Name = "two" }, ETag = "7" };

        await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.WriteStateAsync("thing", Grain, state));

        Assert.Equal(("7", false), (state.ETag, state.RecordExists));
    }

    [Fact]
    public async Task Write_SameKeyOfAnotherTypeOrName_IsAnotherRow()
    {
        await WriteAsync("one", Grain);
        await WriteAsync("two", GrainId.Create("other", "main/thing:a"));
        var named = new StoredState<Thing> { State = new Thing { Name = "three" } };
        await _storage.WriteStateAsync("second", Grain, named);

        Assert.Equal("one", (await ReadAsync(Grain)).State.Name);
        Assert.Equal("two", (await ReadAsync(GrainId.Create("other", "main/thing:a"))).State.Name);
    }

    [Fact]
    public async Task Write_RacingFirstWritesAndUpdates_OneWinsEach()
    {
        Assert.Equal(1, await WinnersAsync(null));
        Assert.Equal(1, await WinnersAsync("1"));
    }

    [Fact]
    public async Task Clear_Stored_IsGoneButKeepsCounting()
    {
        var state = await WriteAsync("one", Grain);

        await _storage.ClearStateAsync("thing", Grain, state);

        Assert.Equal((new Thing(), "2", false), (state.State, state.ETag, state.RecordExists));
        var read = await ReadAsync(Grain);
        Assert.Equal((new Thing(), "2", false), (read.State, read.ETag, read.RecordExists));
        read.State = new Thing { Name = "again" };
        await _storage.WriteStateAsync("thing", Grain, read);
        Assert.Equal("3", (await ReadAsync(Grain)).ETag);
    }

    [Fact]
    public async Task Clear_NothingStored_DoesNothing()
    {
        var state = new StoredState<Thing> { State = new Thing { Name = "never written" } };

        await _storage.ClearStateAsync("thing", Grain, state);

        Assert.Equal((new Thing(), null, false), (state.State, state.ETag, state.RecordExists));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("7")]
    public async Task Clear_OtherEtag_Conflicts(string? etag)
    {
        await WriteAsync("one", Grain);

        await Assert.ThrowsAsync<InconsistentStateException>(() =>
            _storage.ClearStateAsync("thing", Grain, new StoredState<Thing> { ETag = etag }));

        Assert.Equal("one", (await ReadAsync(Grain)).State.Name);
    }

    [Fact]
    public async Task Read_AnotherShapeOfJson_SaysWhichState()
    {
        var numbers = new StoredState<List<int>> { State = [1, 2] };
        await _storage.WriteStateAsync("thing", Grain, numbers);

        var fault = await Assert.ThrowsAsync<StorageException>(() => ReadAsync(Grain));

        Assert.Equal(StorageFault.Corrupt, fault.Fault);
        Assert.Contains("State 'thing' of thing/main/thing:a", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _storage.Dispose();
        _folder.Dispose();
    }

    private async Task<int> WinnersAsync(string? etag)
    {
        var races = Enumerable.Range(0, 24).Select(i => Task.Run(() => WriteAsync($"racer {i}", Grain, etag))).ToArray();
        await ((Task)Task.WhenAll(races)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Assert.All(races, race => Assert.True(race.IsCompletedSuccessfully || race.Exception!.InnerException is InconsistentStateException));
        return races.Count(race => race.IsCompletedSuccessfully);
    }

    private async Task<StoredState<Thing>> WriteAsync(string name, GrainId grain, string? etag = null)
    {
        var state = new StoredState<Thing> { State = new Thing { Name = name }, ETag = etag };
        await _storage.WriteStateAsync("thing", grain, state);
        return state;
    }

    private async Task<StoredState<Thing>> ReadAsync(GrainId grain)
    {
        var state = new StoredState<Thing>();
        await _storage.ReadStateAsync("thing", grain, state);
        return state;
    }

    private void Reopen()
    {
        _storage.Dispose();
        _storage = new SqliteGrainStorage(_folder.File("state.db"));
    }

    internal sealed record Thing
    {
        public string? Name { get; init; }
    }
}

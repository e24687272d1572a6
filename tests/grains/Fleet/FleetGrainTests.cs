using NasOrleans.Fleet;
using NasOrleans.Systems;
using Orleans;

namespace NasOrleans.Tests.Grains.Fleet;

public sealed class FleetGrainTests : IAsyncLifetime
{
    private Fleetlet _fleet = null!;

    public async Task InitializeAsync() => _fleet = await Fleetlet.StartAsync();

    public Task DisposeAsync() => _fleet.DisposeAsync().AsTask();

    private Task<FleetChanges> Pull(FleetCursor since) => _fleet.Grains.Fleet(TenantId.Main).GetChanges(since, TimeSpan.Zero);

    [Fact]
    public async Task GetChanges_ManySystems_TellsEachOnceAndThenOnlyWhatIsNew()
    {
        for (var i = 0; i < 200; i++) await _fleet.Add($"nas-{i}");
        var first = await Follow(FleetCursor.Start, known => known.Count == 200);

        await _fleet.System(new("nas-7")).Change(new() { Name = "Attic" });
        await Eventually.IsTrue(async () => (await Pull(first.Cursor)).Systems is [{ Name: "Attic" }]);

        Assert.False((await Pull(first.Cursor)).Full);
    }

    [Fact]
    public async Task GetChanges_RemovedSystem_IsTold()
    {
        await _fleet.Add("nas-1");
        var first = await Follow(FleetCursor.Start, known => known.Count == 1);

        await _fleet.Remove("nas-1");

        await Eventually.IsTrue(async () => (await Pull(first.Cursor)).Removed is [{ Id.Value: "nas-1" }]);
    }

    [Fact]
    public async Task GetChanges_FirstPullAfterAllSleep_IsComplete()
    {
        for (var i = 0; i < 50; i++) await _fleet.Add($"nas-{i}");
        await _fleet.RestartAsync();

        var changes = await Pull(FleetCursor.Start);

        Assert.Equal(50, changes.Systems.Length);
    }

    [Fact]
    public async Task GetChanges_OneSystemThatCannotBeRead_HidesNoOther()
    {
        for (var i = 0; i < 20; i++) await _fleet.Add($"nas-{i}");
        await _fleet.RestartAsync();
        _fleet.Storage.FailReadsOf("system", _fleet.System(new("nas-3")).GetGrainId());

        Assert.Equal(19, (await Pull(FleetCursor.Start)).Systems.Length);
    }

    [Fact]
    public async Task GetChanges_AShardLostItsMemory_LosesNoSystem()
    {
        for (var i = 0; i < 50; i++) await _fleet.Add($"nas-{i}");
        var first = await Follow(FleetCursor.Start, known => known.Count == 50);
        for (var i = 0; i < GrainKeys.Shards; i++) await _fleet.DeactivateAsync(_fleet.Grains.Shard(TenantId.Main, i));

        var after = await Pull(first.Cursor);

        Assert.Empty(after.Removed);
        Assert.Equal(50, (await Pull(FleetCursor.Start)).Systems.Length);
    }

    [Fact]
    public async Task GetChanges_OfAnotherTenant_ShowsNothingOfOurs()
    {
        await _fleet.Add("nas-1");

        Assert.Empty((await _fleet.Grains.Fleet(new("other")).GetChanges(FleetCursor.Start, TimeSpan.Zero)).Systems);
    }

    [Fact]
    public async Task GetChanges_WithinMaxAge_DoesNotPullAgain()
    {
        var fleet = _fleet.Grains.Fleet(TenantId.Main);
        var first = await fleet.GetChanges(FleetCursor.Start, TimeSpan.FromMinutes(1));
        await _fleet.Grains.ShardOf(TenantId.Main, new("nas-1")).Report(new() { Id = new("nas-1"), Name = "x", Revision = 1 });

        Assert.Equal(first.Cursor, (await fleet.GetChanges(first.Cursor, TimeSpan.FromMinutes(1))).Cursor);
        await Eventually.IsTrue(async () => (await fleet.GetChanges(first.Cursor, TimeSpan.Zero)).Systems.Length == 1);
    }

    private async Task<FleetChanges> Follow(FleetCursor since, Func<HashSet<string>, bool> until)
    {
        var (known, last) = (new HashSet<string>(StringComparer.Ordinal), new FleetChanges { Cursor = since });
        await Eventually.IsTrue(async () =>
        {
            last = await Pull(last.Cursor);
            foreach (var system in last.Systems) known.Add(system.Id.Value);
            return until(known);
        });
        return last;
    }
}

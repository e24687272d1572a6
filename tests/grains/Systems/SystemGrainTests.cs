using NasOrleans.Alerts;
using NasOrleans.Fleet;
using NasOrleans.Systems;

namespace NasOrleans.Tests.Grains.Systems;

public sealed class SystemGrainTests : IAsyncLifetime
{
    private static readonly SystemId Nas = new("nas-1");
    private static readonly SystemConfig Config = new() { Name = "Basement" };

    private Fleetlet _fleet = null!;

    public async Task InitializeAsync() => _fleet = await Fleetlet.StartAsync();

    public Task DisposeAsync() => _fleet.DisposeAsync().AsTask();

    private ISystemGrain System => _fleet.System(Nas);

    [Fact]
    public async Task Add_ThenDeactivated_IsThereAgain()
    {
        var added = await System.Add(Config);

        await _fleet.DeactivateAsync(System);

        Assert.Equal(added.System, await System.GetSnapshot());
    }

    [Fact]
    public async Task GetSnapshot_NeverAdded_IsNull()
    {
        Assert.Null(await System.GetSnapshot());
        Assert.False(await System.EnsureAwake());
    }

    [Fact]
    public async Task Seen_ThenSilence_GoesOnlineStaleOfflineAndBack()
    {
        await System.Add(Config);
        Assert.Equal(SystemStatus.Online, (await System.Seen(_fleet.Now)).System!.Status);

        await _fleet.AdvanceUntil(async () => (await System.GetSnapshot())!.Status == SystemStatus.Stale);
        await _fleet.AdvanceUntil(async () => (await System.GetSnapshot())!.Status == SystemStatus.Offline);
        Assert.Equal(SystemStatus.Online, (await System.Seen(_fleet.Now)).System!.Status);

        Assert.Equal(
            ["Basement went from Unknown to Online", "Basement went from Online to Stale", "Basement went from Stale to Offline", "Basement went from Offline to Online"],
            _fleet.Events.Posted.Select(happened => happened.Text));
    }

    [Fact]
    public async Task Offline_RaisesOneAlert_AndBackOnlineClearsIt()
    {
        await GoOffline();

        await Eventually.IsTrue(async () => await ActiveAlert() is not null);
        var alert = (await ActiveAlert())!;
        Assert.Equal((SystemAlerts.Offline, AlertSeverity.Critical), (alert.Key, alert.Severity));

        await System.Seen(_fleet.Now);
        await Eventually.IsTrue(async () => await ActiveAlert() is null);
    }

    [Fact]
    public async Task Offline_WhileTheAlertBookFails_IsToldAgainUntilItAnswers()
    {
        await System.Add(Config);
        await System.Seen(_fleet.Now);
        _fleet.Storage.FailWritesOf("alerts");
        await _fleet.AdvanceUntil(async () => (await System.GetSnapshot())!.Status == SystemStatus.Offline);
        Assert.Null(await ActiveAlert());

        _fleet.Storage.FailWritesOf(null);

        await _fleet.AdvanceUntil(async () => await ActiveAlert() is not null);
    }

    [Fact]
    public async Task Tick_WhileNothingChanges_WritesNothing()
    {
        await System.Add(Config);
        await System.Seen(_fleet.Now);
        var before = _fleet.Storage.Writes;

        for (var i = 0; i < 20; i++)
        {
            await System.Seen(_fleet.Now);
            _fleet.AdvanceOnce();
        }

        // 20 ticks are five minutes: one checkpoint of last seen at most.
        Assert.InRange(_fleet.Storage.Writes - before, 0, 1);
    }

    [Fact]
    public async Task Change_WhenTheWriteFails_ChangesNothingThatIsShown()
    {
        var added = await System.Add(Config);
        _fleet.Storage.FailWritesOf("system");

        await Assert.ThrowsAnyAsync<Exception>(() => System.Change(Config with { Name = "Attic" }));

        Assert.Equal(added.System, await System.GetSnapshot());
        _fleet.Storage.FailWritesOf(null);
        Assert.Equal("Attic", (await System.Change(Config with { Name = "Attic" })).System!.Name);
        await _fleet.DeactivateAsync(System);
        Assert.Equal("Attic", (await System.GetSnapshot())!.Name);
    }

    [Fact]
    public async Task Change_WhenAnotherHasWritten_GoesOnFromWhatIsStored()
    {
        await System.Add(Config);
        _fleet.Storage.TouchAll();

        await Assert.ThrowsAnyAsync<Exception>(() => System.Change(Config with { Name = "Attic" }));

        await Eventually.IsTrue(async () => (await System.Change(Config with { Name = "Attic" })).System!.Name == "Attic");
    }

    [Fact]
    public async Task Silence_WhileNothingCanBeWritten_IsShownAndAlertedAllTheSame()
    {
        await System.Add(Config);
        await System.Seen(_fleet.Now);
        _fleet.Storage.FailWritesOf("system");

        await _fleet.AdvanceUntil(async () => (await System.GetSnapshot())!.Status == SystemStatus.Offline);
        await _fleet.AdvanceUntil(async () => await ActiveAlert() is not null);

        var writes = _fleet.Storage.Writes;
        _fleet.Storage.FailWritesOf(null);
        await _fleet.AdvanceUntil(() => Task.FromResult(_fleet.Storage.Writes > writes));
        await _fleet.DeactivateAsync(System);
        Assert.Equal(SystemStatus.Offline, (await System.GetSnapshot())!.Status);
    }

    [Fact]
    public async Task Remove_WhileTheAlertBookFails_ClearsTheAlertLater()
    {
        await GoOffline();
        await Eventually.IsTrue(async () => await ActiveAlert() is not null);
        _fleet.Storage.FailWritesOf("alerts");
        await System.Remove(Nas);
        Assert.NotNull(await ActiveAlert());

        _fleet.Storage.FailWritesOf(null);

        await _fleet.AdvanceUntil(async () => await ActiveAlert() is null);
        Assert.Null(await System.GetSnapshot());
    }

    [Fact]
    public async Task Remove_NamedWrongly_IsRefused()
    {
        await System.Add(Config);

        await Assert.ThrowsAsync<ArgumentException>(() => System.Remove(new("nas-2")));

        Assert.NotNull(await System.GetSnapshot());
    }

    [Fact]
    public async Task Remove_ThenAddedAgain_StartsAnew()
    {
        await System.Add(Config);
        await System.Seen(_fleet.Now);
        var removed = await System.Remove(Nas);
        Assert.Null(await System.GetSnapshot());

        var again = await System.Add(Config);

        Assert.Equal((SystemStatus.Unknown, null), (again.System!.Status, again.System.LastSeen));
        Assert.True(again.System.Revision > removed.Before!.Revision);
    }

    [Fact]
    public async Task Restart_OfASystemThatWasOnline_IsNotTakenForSilent()
    {
        await System.Add(Config);
        await System.Seen(_fleet.Now);
        await _fleet.DeactivateAsync(System);
        _fleet.Advance(TimeSpan.FromHours(2));

        Assert.Equal(SystemStatus.Online, (await System.GetSnapshot())!.Status);
        await _fleet.AdvanceUntil(async () => (await System.GetSnapshot())!.Status == SystemStatus.Stale);
    }

    [Fact]
    public async Task Tick_OfASystemThatNobodyCalls_GoesOnForHours()
    {
        await System.Add(Config);
        var later = _fleet.Now.AddHours(1);
        await _fleet.AdvanceUntil(() => Task.FromResult(_fleet.Now >= later));
        var shard = _fleet.Grains.ShardOf(TenantId.Main, Nas);
        await _fleet.DeactivateAsync(shard);

        // The shard has lost all: only a tick can tell it anew.
        await _fleet.AdvanceUntil(async () => (await shard.GetChanges(FleetCursor.Start)).Systems.Length == 1);
    }

    private async Task GoOffline()
    {
        await System.Add(Config);
        await System.Seen(_fleet.Now);
        await _fleet.AdvanceUntil(async () => (await System.GetSnapshot())!.Status == SystemStatus.Offline);
    }

    private async Task<Alert?> ActiveAlert() =>
        (await _fleet.Grains.SystemAlerts(TenantId.Main, Nas).List()).FirstOrDefault(alert => alert.ClearedAt is null);
}

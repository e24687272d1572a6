using NasOrleans.Drives;
using NasOrleans.Secrets;
using NasOrleans.Systems;
using NasOrleans.Systems.Connections;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Tests.Grains.Systems;

public sealed class PollingTests : IAsyncLifetime
{
    private static readonly SystemId Nas = new("nas-1");
    private static readonly SystemConfig Config = new() { Name = "Basement", Host = "nas.example" };
    private static readonly ConnectionConfig Link = new() { Host = "nas.example" };
    private static readonly ConnectionSecrets Secrets = new() { ApiKey = new Secret("1-key") };

    private static readonly Disk Disk = new() { Name = "sda", Serial = "ZL0ABCD", Smart = new() { Reason = "no shell" } };

    private Fleetlet _fleet = null!;

    public async Task InitializeAsync() => _fleet = await Fleetlet.StartAsync();

    public Task DisposeAsync() => _fleet.DisposeAsync().AsTask();

    private ISystemGrain System => _fleet.System(Nas);

    [Fact]
    public async Task Connect_OfANewSystem_PollsAtOnceAndShowsWhatWasFound()
    {
        var made = await Connect();
        Assert.Equal(SystemStatus.Unknown, made.System!.Status);
        Assert.True(made.System.Connection is { Polls: true, HasApiKey: true, HasPassword: false });

        await Until(system => system.Status == SystemStatus.Online);

        var system = (await System.GetSnapshot())!;
        Assert.Equal(("basement", SourceStatus.Online), (system.Essence.HostName, system.Sources.Single().Status));
        Assert.Equal("1-key", _fleet.Nas.Opened.Single().ApiKey!.Value.Reveal());
        Assert.Equal("basement", (await System.GetInventory())!.Facts.HostName);
    }

    [Fact]
    public async Task Connect_ThenDeactivated_GoesOnFromWhatIsStored()
    {
        await Connect();
        await Until(system => system.Status == SystemStatus.Online);
        await _fleet.DeactivateAsync(System);

        var system = (await System.GetSnapshot())!;

        Assert.Equal((SystemStatus.Online, "basement", true), (system.Status, system.Essence.HostName, system.Connection!.HasApiKey));
        Assert.NotNull(system.Connection.Health.LastSuccess);
        var reads = _fleet.Nas.Reads.Count;
        await _fleet.AdvanceUntil(() => Task.FromResult(_fleet.Nas.Reads.Count > reads));
        Assert.Equal(1, _fleet.Nas.OpenSessions);
    }

    [Fact]
    public async Task Language_OnceSpoken_HoldsOverARestartUntilTheConnectionIsSavedAgain()
    {
        await Connect();
        await Until(system => system.Status == SystemStatus.Online);
        await _fleet.DeactivateAsync(System);
        await System.GetSnapshot();
        await _fleet.AdvanceUntil(() => Task.FromResult(_fleet.Nas.Spoken.Count == 2));

        await Connect();
        await _fleet.AdvanceUntil(() => Task.FromResult(_fleet.Nas.Spoken.Count == 3));

        Assert.Equal([TransportMode.Negotiating, TransportMode.JsonRpc, TransportMode.Negotiating], _fleet.Nas.Spoken);
    }

    [Fact]
    public async Task Poll_ThatHangs_HoldsUpNoCallAndIsGivenUp()
    {
        await Connect();
        await Until(system => system.Status == SystemStatus.Online);
        _fleet.Nas.Hold = new TaskCompletionSource().Task;
        await _fleet.AdvanceUntil(() => Task.FromResult(_fleet.Nas.Reads.Count > 1));

        Assert.Equal("Attic", (await System.Change(Config with { Name = "Attic" })).System!.Name);
        await Until(system => system.Connection!.Health.LastFault?.Error == LinkError.Timeout);
        await Until(system => system.Status == SystemStatus.Stale);
    }

    [Fact]
    public async Task Poll_ThatFails_ShowsTheReasonAndComesBackByItself()
    {
        await Connect();
        await Until(system => system.Status == SystemStatus.Online);
        _fleet.Nas.Fault = ScriptedNas.FaultOf(LinkError.Connection);

        await Until(system => system.Status == SystemStatus.Offline);
        Assert.Equal("It is Connection.", (await System.GetSnapshot())!.Sources.Single().Error);

        _fleet.Nas.Fault = null;
        await Until(system => system is { Status: SystemStatus.Online, Connection.Health.Failures: 0 } && system.Sources.Single().Error is null);
    }

    [Fact]
    public async Task Disconnect_StopsPollingAndEndsAsRemovedWithoutAnAlert()
    {
        await Connect();
        await Until(system => system.Status == SystemStatus.Online);
        await System.Disconnect(Nas);
        var reads = _fleet.Nas.Reads.Count;

        await Until(system => system.Status == SystemStatus.Stale);
        Assert.Null((await System.GetSnapshot())!.Connection);
        await Until(system => system.Status == SystemStatus.Unknown);

        Assert.Equal(SourceStatus.Removed, (await System.GetSnapshot())!.Sources.Single().Status);
        Assert.Equal((reads, 0), (_fleet.Nas.Reads.Count, _fleet.Nas.OpenSessions));
        Assert.Empty(await _fleet.Grains.SystemAlerts(TenantId.Main, Nas).List());
    }

    [Fact]
    public async Task Connect_FromTheEnvironmentAfterDeletion_IsRefusedAlsoWhenTheSystemIsGone()
    {
        await Connect(ConnectionOrigin.Environment);
        await System.Disconnect(Nas);
        Assert.Equal(SystemRefusal.Deleted, (await Connect(ConnectionOrigin.Environment)).Refusal);

        await System.Remove(Nas);
        await _fleet.DeactivateAsync(System);
        Assert.Equal(SystemRefusal.Deleted, (await Connect(ConnectionOrigin.Environment)).Refusal);
        Assert.Equal(SystemRefusal.None, (await Connect()).Refusal);
        Assert.Equal(SystemRefusal.SetByUser, (await Connect(ConnectionOrigin.Environment)).Refusal);
    }

    [Fact]
    public async Task Connect_WithAnotherConfiguration_KeepsTheSecretsAndOpensANewSession()
    {
        await Connect();
        await Until(system => system.Status == SystemStatus.Online);

        await System.Connect(Config, Link with { Port = 444 }, new(), ConnectionOrigin.Api);

        await _fleet.AdvanceUntil(() => Task.FromResult(_fleet.Nas.Opened.Count == 2));
        Assert.Equal("1-key", _fleet.Nas.Opened.Last().ApiKey!.Value.Reveal());
        Assert.Equal(1, _fleet.Nas.OpenSessions);
    }

    [Fact]
    public async Task Connect_ByASettingWithTheSameAgain_ChangesNothing()
    {
        var first = await System.Connect(Config, Link, Secrets, ConnectionOrigin.File);
        await Until(system => system.Status == SystemStatus.Online);
        await _fleet.DeactivateAsync(System);
        var writes = _fleet.Storage.Writes;

        await System.Connect(Config, Link, Secrets, ConnectionOrigin.File);

        Assert.Equal((first.System!.Connection!.Config.Host, writes), ((await System.GetSnapshot())!.Connection!.Config.Host, _fleet.Storage.Writes));
    }

    [Fact]
    public async Task Secrets_SealedWithAnotherKey_AreNamedAndCanBeEnteredAnew()
    {
        await Connect();
        await Until(system => system.Status == SystemStatus.Online);
        _fleet.SecretsKey = Convert.ToBase64String([.. Enumerable.Repeat((byte)7, SecretKey.Length)]);
        await _fleet.RestartAsync();

        await Until(system => system.Connection!.Health.LastFault is { Stage: LinkStage.Settings, NeedsSomebody: true });
        await Connect();

        await Until(system => system.Connection!.Health.Failures == 0 && system.Connection.Health.LastSuccess == system.Connection.Health.LastAttempt);
    }

    [Fact]
    public async Task Polling_SwitchedOff_LetsSourcesGrowStaleButRaisesNoAlert()
    {
        await Connect();
        await Until(system => system.Status == SystemStatus.Online);
        _fleet.Polling = false;
        await _fleet.RestartAsync();
        var reads = _fleet.Nas.Reads.Count;

        await Until(system => system.Status == SystemStatus.Stale);
        for (var i = 0; i < 60; i++) _fleet.AdvanceOnce();

        var system = (await System.GetSnapshot())!;
        Assert.Equal((SystemStatus.Stale, false, reads), (system.Status, system.Connection!.Polls, _fleet.Nas.Reads.Count));
    }

    [Fact]
    public async Task Event_OfAChange_ReadsThatPartAheadOfTime()
    {
        await Connect();
        await Until(system => system.Status == SystemStatus.Online);

        _fleet.Nas.Listener.Changed(InventoryPart.Alerts);
        _fleet.Nas.Listener.Changed(InventoryPart.Alerts);

        await Eventually.IsTrue(() =>
        {
            _fleet.Advance(TimeSpan.FromSeconds(1));
            return _fleet.Nas.Reads.Last().SetEquals([InventoryPart.Alerts]);
        });
    }

    [Fact]
    public async Task Boot_UnderAnotherId_IsToldAndReadsEverythingAnew()
    {
        await Connect();
        await Until(system => system.Status == SystemStatus.Online);
        _fleet.Nas.Inventory = _fleet.Nas.Inventory with { Facts = _fleet.Nas.Inventory.Facts with { BootId = "boot-2" } };

        await _fleet.AdvanceUntil(() => Task.FromResult(_fleet.Events.Posted.Any(happened => happened.Kind == "system.rebooted")));

        await _fleet.AdvanceUntil(() => Task.FromResult(_fleet.Nas.Reads.Count(parts => parts.Contains(InventoryPart.Update)) == 2));
        Assert.Single(_fleet.Events.Posted, happened => happened.Kind == "system.rebooted");
    }

    [Fact]
    public async Task Observe_WhileNothingCanBeWritten_IsShownAllTheSame()
    {
        await Connect();
        _fleet.Storage.FailWritesOf("system");

        await Until(system => system.Status == SystemStatus.Online);

        _fleet.Storage.FailWritesOf("system-inventory");
        _fleet.Nas.Inventory = _fleet.Nas.Inventory with { Facts = _fleet.Nas.Inventory.Facts with { Version = "26.0" } };
        await Until(system => system.Essence.Version == "26.0");
    }

    [Fact]
    public async Task TestConnection_FillsInTheStoredSecretsAndEndsInTime()
    {
        await Connect();
        Assert.True((await System.TestConnection(new() { Config = Link with { Port = 444 } }))!.Succeeded);
        Assert.Equal("1-key", _fleet.Nas.Opened.Last().ApiKey!.Value.Reveal());

        _fleet.Nas.Hold = new TaskCompletionSource().Task;
        var begun = _fleet.Nas.Opened.Count;
        var hung = System.TestConnection(new());
        await Eventually.IsTrue(() => _fleet.Nas.Opened.Count > begun);
        _fleet.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(LinkError.Timeout, (await hung)!.Fault!.Error);
    }

    [Fact]
    public async Task Connect_WithoutPoolsAndDatasets_NoLongerShowsThoseOfBefore_AlsoAfterARestart()
    {
        _fleet.Nas.Inventory = _fleet.Nas.Inventory with { Pools = [new() { Name = "tank" }], Datasets = [new() { Name = "tank/a", Pool = "tank" }], Disks = [Disk] };
        await Connect();
        await Until(system => system.Essence.Parts.Length == 2);

        var changed = await System.Connect(Config, Link with { MonitorPools = false, MonitorDatasets = false }, new(), ConnectionOrigin.Api);
        Assert.Empty(changed.System!.Essence.Parts);
        Assert.Single(changed.System.Essence.Drives);

        _fleet.Nas.Fault = ScriptedNas.FaultOf(LinkError.Connection);
        await _fleet.RestartAsync();
        Assert.True((await System.GetInventory()) is { Pools.IsEmpty: true, Datasets.IsEmpty: true, Disks.Length: 1 });
    }

    [Fact]
    public async Task Restart_OfADeadConnection_StillShowsWhatOnlyTheDrivesKnow()
    {
        _fleet.Nas.Inventory = _fleet.Nas.Inventory with { Disks = [Disk] };
        await Connect();
        await Until(system => system.Essence.Drives.Length == 1);
        var drive = _fleet.Grains.Drive(TenantId.Main, DriveId.Of(Disk.Wwn, Disk.Serial)!.Value);
        await drive.Observe(Nas, Disk with { Smart = new() { Health = SmartHealth.Failed, ReadAt = _fleet.Now } }, _fleet.Now);
        await drive.Note(new() { Location = "Rack 2", Notes = "loud" });
        _fleet.Nas.Fault = ScriptedNas.FaultOf(LinkError.Connection);
        await _fleet.RestartAsync();

        var before = (await System.GetSnapshot())!;
        await Until(system => system.Essence.Drives.Single() is { Location: "Rack 2", Noted: true, Health: SmartHealth.Failed });

        Assert.True((await System.GetSnapshot())!.Revision > before.Revision);
        Assert.DoesNotContain(_fleet.Events.Posted, happened => happened.Kind is "drive.gone" or "drive.moved");
    }

    [Fact]
    public async Task LastSuccess_OfADeadConnection_OutlivesARestartAndAChangeOfIt()
    {
        await Connect();
        await Until(system => system.Status == SystemStatus.Online);
        var first = (await System.GetSnapshot())!.LastSeen;
        await Until(system => system.LastSeen > first);
        _fleet.Nas.Fault = ScriptedNas.FaultOf(LinkError.Connection);
        await Until(system => system.Connection!.Health.Failures > 0);
        var last = (await System.GetSnapshot())!.LastSeen;

        await _fleet.RestartAsync();
        Assert.Equal(last, (await System.GetSnapshot())!.Connection!.Health.LastSuccess);

        var changed = await System.Connect(Config, Link with { Port = 444 }, new(), ConnectionOrigin.Api);
        Assert.Equal(last, changed.System!.Connection!.Health.LastSuccess);
    }

    private Task<SystemOutcome> Connect(ConnectionOrigin origin = ConnectionOrigin.Api) => System.Connect(Config, Link, Secrets, origin);

    private Task Until(Func<SystemSnapshot, bool> condition) => _fleet.AdvanceUntil(async () => await System.GetSnapshot() is { } system && condition(system));
}

using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Hosting;
using NasOrleans.Tests.Wire;

namespace NasOrleans.Tests.Estate;

/// <summary>One round of polling of each personality, over the websocket that it has, by somebody who may only look.</summary>
public sealed class PollOverTheWireTests : IAsyncLifetime
{
    private static readonly string[] Everywhere =
    [
        "disk.query", "pool.query", "pool.dataset.query", "boot.get_state", "alert.list", "replication.query", "pool.snapshottask.query",
        "interface.query", "service.query", "vm.query", "ups.config", "failover.status",
    ];

    private readonly ManualTimeProvider _time = new();
    private TrueNasFleet _fleet = null!;

    public async Task InitializeAsync() => _fleet = await TrueNasFleet.StartAsync(new FleetOptions { Systems = 7, Mix = true, Time = _time });

    public async Task DisposeAsync() => await _fleet.DisposeAsync();

    [Fact]
    public async Task Poll_EveryRelease_AnswersWhatItHas()
    {
        foreach (var nas in _fleet.Systems)
        {
            await using var raw = await OpenAsync(nas);
            foreach (var method in Everywhere.Concat(OfRelease(nas.Release))) Assert.NotNull((await CallAsync(raw, nas, method))["result"]);
        }
    }

    [Fact]
    public async Task Realtime_TellsAtItsInterval()
    {
        var nas = _fleet.Systems.First(each => each.Release == Release.V2510);
        await using var raw = await OpenAsync(nas);
        await raw.CallAsync("core.subscribe", """reporting.realtime:{"interval":5}""");

        _time.Advance(TimeSpan.FromSeconds(5));

        var told = await raw.NextAsync(each => each["method"]?.ToString() == "collection_update");
        Assert.Equal("""reporting.realtime:{"interval":5}""", told["params"]!["collection"]!.ToString());
        Assert.NotNull(told["params"]!["fields"]!["cpu"]!["cpu"]);
    }

    [Fact]
    public async Task Realtime_TooOften_EndsWithAnError()
    {
        await using var raw = await OpenAsync(_fleet.Systems.First(each => each.Release == Release.V2510));

        await raw.CallAsync("core.subscribe", """reporting.realtime:{"interval":1}""");

        var told = await raw.NextAsync(each => each["method"]?.ToString() == "notify_unsubscribed");
        Assert.Equal(22, (int)told["params"]!["error"]!["error"]!);
    }

    [Fact]
    public async Task SmartProgress_FollowsTheDrive()
    {
        var nas = _fleet.Systems.First(each => each.Release == Release.V2504);
        nas.Estate.Shelf[0].StartTest(Simulators.TrueNas.Estate.Smart.SelfTestKind.Short, _time.GetUtcNow());
        await using var raw = await OpenAsync(nas);
        await raw.CallAsync("core.subscribe", "smart.test.progress:sda");

        _time.Advance(TimeSpan.FromSeconds(46));

        var told = await raw.NextAsync(each => each["params"]?["fields"]?["progress"]?.ToString() == "50");
        Assert.Equal("smart.test.progress:sda", told["params"]!["collection"]!.ToString());
    }

    [Fact]
    public async Task PoolThatDegrades_IsToldAsAnAlert()
    {
        var nas = _fleet.Systems.First(each => each.Release == Release.V26);
        await using var raw = await OpenAsync(nas);
        await raw.CallAsync("core.subscribe", "alert.list");

        nas.Estate.DegradePool();

        var told = await raw.NextAsync(each => each["params"]?["collection"]?.ToString() == "alert.list");
        Assert.Equal("added VolumeStatus", $"{told["params"]!["msg"]} {told["params"]!["fields"]!["klass"]}");
    }

    private static string[] OfRelease(Release release) => release switch
    {
        Release.Core133 => ["jail.query", "zfs.snapshot.query", "smart.test.results", "update.check_available"],
        <= Release.Scale2404 => ["chart.release.query", "zfs.snapshot.query", "smart.test.results", "update.check_available", "disk.temperatures"],
        Release.Scale2410 => ["app.query", "zfs.snapshot.query", "smart.test.results", "disk.details", "disk.temperatures"],
        Release.V2504 => ["app.query", "virt.instance.query", "zfs.snapshot.query", "smart.test.results", "disk.details", "update.check_available"],
        Release.V2510 => ["app.query", "virt.instance.query", "pool.snapshot.query", "disk.details", "update.status", "disk.temperatures"],
        _ => ["app.query", "container.query", "zpool.query", "zfs.resource.query", "zfs.resource.snapshot.query", "update.status", "disk.temperatures"],
    };

    private static async Task<RawSocket> OpenAsync(Appliance nas)
    {
        if (nas.Release < Release.V2504) return await RawSocket.LegacyAdminAsync(nas);
        var raw = await RawSocket.RpcAsync(nas);
        Assert.Equal("SUCCESS", (await raw.LoginAsync("monitor", nas.ReadOnlyKey))["response_type"]!.ToString());
        return raw;
    }

    private static Task<JsonObject> CallAsync(RawSocket raw, Appliance nas, string method) =>
        nas.Release < Release.V2504 ? raw.LegacyCallAsync(method) : raw.CallAsync(method);
}

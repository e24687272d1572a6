using System.Net.Sockets;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Faults;
using NasOrleans.Simulators.TrueNas.Hosting;
using NasOrleans.Tests.Wire;

namespace NasOrleans.Tests.Power;

public sealed class PowerTests : IAsyncLifetime
{
    private readonly ManualTimeProvider _time = new();
    private TrueNasFleet _fleet = null!;

    private Appliance Nas => _fleet.Systems[0];

    public async Task InitializeAsync() => _fleet = await TrueNasFleet.StartAsync(new FleetOptions { Time = _time });

    public async Task DisposeAsync() => await _fleet.DisposeAsync();

    [Fact]
    public async Task Shutdown_TellsSubscribers_ThenGoesDark_AndComesBackWithANewBootId()
    {
        var before = Nas.Power.BootId;
        await using var raw = await RawSocket.AdminAsync(Nas);
        await raw.CallAsync("core.subscribe", "system.shutdown");
        Assert.Equal(1, (int)(await raw.CallAsync("system.shutdown", "UPS low battery"))["result"]!);
        var told = await raw.NextAsync(each => each["params"]?["collection"]?.ToString() == "system.shutdown");
        Assert.Equal("UPS low battery", told["params"]!["fields"]!["reason"]!.ToString());
        Assert.Equal("SHUTTING_DOWN", (await raw.CallAsync("system.state"))["result"]!.ToString());

        _time.Advance(TimeSpan.FromSeconds(1));
        await raw.GoneAsync();
        Assert.True(Nas.IsDark);
        await Assert.ThrowsAnyAsync<Exception>(() => RawSocket.RpcAsync(Nas));

        Nas.PowerOn();
        Assert.NotEqual(before, Nas.Power.BootId);
        await using var again = await RawSocket.AdminAsync(Nas);
        Assert.Equal(Nas.Power.BootId.ToString(), (await again.CallAsync("system.boot_id"))["result"]!.ToString());
        Assert.Equal("[]", (await again.CallAsync("core.get_jobs"))["result"]!.ToJsonString());
    }

    [Fact]
    public async Task Shutdown_Delayed_WaitsThatLong()
    {
        await using var raw = await RawSocket.AdminAsync(Nas);
        await raw.CallAsync("system.shutdown", "UPS", new JsonObject { ["delay"] = 10 });
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal("READY", (await raw.CallAsync("system.state"))["result"]!.ToString());
        await Eventually.IsTrue(_time, TimeSpan.FromSeconds(1), () => Nas.IsDark);
    }

    [Fact]
    public async Task Shutdown_AskedTwice_GoesDownOnce_AndBothAreNoted()
    {
        await using var raw = await RawSocket.AdminAsync(Nas);
        await raw.CallAsync("system.shutdown", "one");
        await Eventually.IsTrue(() => Nas.Power.State == PowerState.ShuttingDown);
        await raw.CallAsync("system.shutdown", "two");
        var calls = Nas.Received.Of("system.shutdown");
        Assert.Equal([PowerState.Ready, PowerState.ShuttingDown], calls.Select(call => call.State));
        Assert.All(calls, call => Assert.Equal(Nas.Power.BootId, call.BootId));
        await Eventually.IsTrue(_time, TimeSpan.FromSeconds(1), () => Nas.IsDark);
        Assert.Equal(1, Nas.Power.TimesWentDown);
    }

    [Fact]
    public async Task Reboot_IsDarkForAWhile_ThenAnotherBoot()
    {
        var before = Nas.Power.BootId;
        await using var raw = await RawSocket.AdminAsync(Nas);
        await raw.CallAsync("system.reboot", "update");
        await Eventually.IsTrue(() => Nas.Power.State == PowerState.ShuttingDown);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(Nas.IsDark);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(Nas.IsDark);
        Assert.NotEqual(before, Nas.Power.BootId);
    }

    [Theory]
    [InlineData(Fault.ShutdownNeverDark, PowerState.Ready)]
    [InlineData(Fault.ShutdownHangs, PowerState.ShuttingDown)]
    [InlineData(Fault.RebootsInsteadOfShutdown, PowerState.Ready)]
    public async Task Shutdown_ThatGoesWrong_EndsElsewhere(Fault fault, PowerState end)
    {
        var before = Nas.Power.BootId;
        Nas.Faults.Set(fault);
        await using var raw = await RawSocket.AdminAsync(Nas);
        await raw.CallAsync("system.shutdown", "UPS");
        if (fault != Fault.ShutdownNeverDark) await Eventually.IsTrue(() => Nas.Power.State == PowerState.ShuttingDown);
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(end, Nas.Power.State);
        Assert.Equal(fault == Fault.RebootsInsteadOfShutdown, before != Nas.Power.BootId);
    }

    [Fact]
    public async Task Shutdown_ReplyLost_StillGoesDark()
    {
        Nas.Faults.Set(Fault.ShutdownReplyLost);
        await using var raw = await RawSocket.AdminAsync(Nas);
        await raw.SendAsync("""{"jsonrpc":"2.0","id":"s","method":"system.shutdown","params":["UPS"]}""");
        await Eventually.IsTrue(_time, TimeSpan.FromSeconds(1), () => Nas.IsDark);
        await raw.GoneAsync();
        Assert.Empty(raw.Others);
        Assert.Equal(1, Nas.Received.Count("system.shutdown"));
    }

    [Fact]
    public async Task Shutdown_OfTheOtherController_ReplyLost_StillGoesDark()
    {
        await using var pair = await TrueNasFleet.StartAsync(new FleetOptions { Systems = 2, Profile = Profile.Ha, Time = _time });
        pair.Systems[0].Faults.Set(Fault.RemoteReplyLost);
        await using var raw = await RawSocket.AdminAsync(pair.Systems[0]);
        await raw.SendAsync("""{"jsonrpc":"2.0","id":"s","method":"failover.call_remote","params":["system.shutdown",["UPS",{}]]}""");
        await Eventually.IsTrue(_time, TimeSpan.FromSeconds(1), () => pair.Systems[1].IsDark);
        // Another answer comes, and that one has not come before it.
        Assert.Equal("MASTER", (await raw.CallAsync("failover.status"))["result"]!.ToString());
        Assert.Empty(raw.Others);
    }

    [Fact]
    public async Task MagicPacket_WithItsAddress_PowersItOn_AndNoOther()
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { Systems = 2, WakePort = 0 });
        foreach (var nas in fleet.Systems) nas.CutPower();
        var mac = Convert.FromHexString(fleet.Systems[1].Estate.Interfaces[0].Mac.Replace(":", "", StringComparison.Ordinal));
        byte[] packet = [.. Enumerable.Repeat((byte)0xff, 6), .. Enumerable.Repeat(mac, 16).SelectMany(each => each)];
        using var udp = new UdpClient();
        await udp.SendAsync(packet.AsMemory(0, 50), "127.0.0.1", fleet.WakePort);
        await udp.SendAsync(packet, "127.0.0.1", fleet.WakePort);
        await Eventually.IsTrue(() => !fleet.Systems[1].IsDark);
        Assert.True(fleet.Systems[0].IsDark);
    }

    [Fact]
    public async Task Dark_EveryConnection_IsReset()
    {
        Nas.CutPower();
        using var client = new TcpClient();
        // The reset may come before the connect has returned.
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await client.ConnectAsync(Nas.Host, Nas.Port);
            await client.GetStream().WriteAsync(new byte[] { 22, 3, 1 });
            if (await client.GetStream().ReadAsync(new byte[1]) == 0) throw new IOException("closed");
        });
        await Eventually.IsTrue(() => Nas.OpenConnections == 0);
    }

    [Fact]
    public async Task Shutdown_Before2504_TellsWithoutAReason()
    {
        await using var older = await TrueNasFleet.StartAsync(new FleetOptions { Systems = 2, Mix = true, Time = _time });
        foreach (var (nas, collection) in older.Systems.Zip(["system", "system"]))
        {
            await using var raw = await RawSocket.LegacyAdminAsync(nas);
            await raw.SendAsync(new JsonObject { ["msg"] = "sub", ["id"] = "s", ["name"] = collection });
            await raw.ReceiveAsync();
            await raw.LegacyCallAsync("system.shutdown");
            var told = await raw.NextAsync(each => each["collection"]?.ToString() == collection);
            Assert.Equal("shutdown", told["id"]!.ToString());
            Assert.False(told.ContainsKey("fields"));
        }
    }
}

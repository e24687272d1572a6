using System.Net.Sockets;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Faults;
using NasOrleans.Simulators.TrueNas.Hosting;

namespace NasOrleans.Tests.Wire;

public sealed class LimitTests
{
    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData(Release.V2510)]
    [InlineData(Release.Scale2212)]
    public async Task Silence_OfAMinute_IsCutWithoutAGoodbye(Release release)
    {
        await using var fleet = await StartAsync(release);
        await using var raw = await RawSocket.LegacyAsync(fleet.Systems[0]);
        _time.Advance(TimeSpan.FromSeconds(30));
        await raw.LegacyCallAsync("core.ping");
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("pong", (await raw.LegacyCallAsync("core.ping"))["result"]!.ToString());
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Null(await raw.GoneAsync());
    }

    [Fact]
    public async Task Silence_OfAMinute_On26IsLetBe()
    {
        await using var fleet = await StartAsync(Release.V26);
        await using var raw = await RawSocket.LegacyAsync(fleet.Systems[0]);
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal("pong", (await raw.LegacyCallAsync("core.ping"))["result"]!.ToString());
    }

    // By hand, because a library shows no pongs, and some send pongs nobody asked for, which keep nothing alive.
    [Fact]
    public async Task Ping_OfTheWebsocket_CountsAsASignOfLife()
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { Tls = false, Time = _time });
        using var client = new TcpClient("127.0.0.1", fleet.Systems[0].Port);
        var stream = client.GetStream();
        await stream.WriteAsync("GET /websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"u8.ToArray());
        using var reader = new StreamReader(stream, bufferSize: 1, leaveOpen: true);
        while (await reader.ReadLineAsync() is { Length: > 0 })
        {
            // The answer to the upgrade.
        }
        var pong = new byte[2];
        for (var minute = 0; minute < 3; minute++)
        {
            _time.Advance(TimeSpan.FromSeconds(59));
            await stream.WriteAsync(new byte[] { 0x89, 0x80, 0, 0, 0, 0 });
            await stream.ReadExactlyAsync(pong);
            Assert.Equal([0x8a, 0x00], pong);
        }
        _time.Advance(TimeSpan.FromSeconds(60));
        await Assert.ThrowsAnyAsync<IOException>(() => stream.ReadExactlyAsync(pong).AsTask());
    }

    [Theory]
    [InlineData(Release.V2510, "core.ping")]
    [InlineData(Release.V2504, "auth.mechanism_choices")]
    public async Task Calls_BeforeLogin_The21stWaitsAndIsRefused(Release release, string method)
    {
        await using var fleet = await StartAsync(release);
        await using var raw = await RawSocket.RpcAsync(fleet.Systems[0]);
        for (var call = 0; call < 20; call++) Assert.NotNull((await raw.CallAsync(method))["result"]);
        var late = raw.CallAsync(method);
        await Eventually.IsTrue(_time, TimeSpan.FromSeconds(1), () => late.IsCompleted);
        Assert.Equal(16, (int)(await late)["error"]!["data"]!["error"]!);
        _time.Advance(TimeSpan.FromSeconds(60));
        await using var again = await RawSocket.RpcAsync(fleet.Systems[0]);
        Assert.NotNull((await again.CallAsync(method))["result"]);
    }

    [Fact]
    public async Task Calls_AfterLogin_AreCountedOn2410Only()
    {
        await using var fleet = await StartAsync(Release.V2510);
        await using var raw = await RawSocket.AdminAsync(fleet.Systems[0]);
        for (var call = 0; call < 40; call++) Assert.NotNull((await raw.CallAsync("core.ping"))["result"]);

        await using var older = await StartAsync(Release.Scale2410);
        await using var legacy = await RawSocket.LegacyAdminAsync(older.Systems[0]);
        for (var call = 0; call < 20; call++) Assert.NotNull((await legacy.LegacyCallAsync("core.ping"))["result"]);
        var late = legacy.LegacyCallAsync("core.ping");
        await Eventually.IsTrue(_time, TimeSpan.FromSeconds(1), () => late.IsCompleted);
        Assert.Equal(16, (int)(await late)["error"]!["error"]!);
    }

    [Fact]
    public async Task Calls_InFlight_The21stIsRefusedAtOnce()
    {
        await using var fleet = await StartAsync(Release.V2510);
        var nas = fleet.Systems[0];
        await using var raw = await RawSocket.AdminAsync(nas);
        nas.Faults.Set(Fault.SlowAnswers);
        for (var call = 0; call < 21; call++) await raw.SendAsync(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = $"c{call}", ["method"] = "system.version" });
        Assert.Equal(-32000, (int)(await raw.AnswerAsync("c20"))["error"]!["code"]!);
        Assert.Empty(raw.Others);
        nas.Faults.Clear(Fault.SlowAnswers);
        var first = raw.AnswerAsync("c0");
        await Eventually.IsTrue(_time, TimeSpan.FromSeconds(1), () => first.IsCompleted);
    }

    private Task<TrueNasFleet> StartAsync(Release release) => TrueNasFleet.StartAsync(new FleetOptions { Release = release, Time = _time });
}

using System.Net.WebSockets;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Hosting;

namespace NasOrleans.Tests.Wire;

public sealed class JsonRpcTests : IAsyncLifetime
{
    private TrueNasFleet _fleet = null!;

    private Appliance Nas => _fleet.Systems[0];

    public async Task InitializeAsync() => _fleet = await TrueNasFleet.StartAsync(new FleetOptions { Release = Release.V2510 });

    public async Task DisposeAsync() => await _fleet.DisposeAsync();

    [Fact]
    public async Task Call_LoggedIn_Answers()
    {
        await using var raw = await RawSocket.AdminAsync(Nas);
        var info = (await raw.CallAsync("system.info"))["result"]!;
        Assert.Equal("25.10.6", info["version"]!.ToString());
        Assert.Equal("TrueNAS-25.10.6", (await raw.CallAsync("system.version"))["result"]!.ToString());
    }

    [Fact]
    public async Task Call_NotLoggedIn_Is207InsideMinus32001()
    {
        await using var raw = await RawSocket.RpcAsync(Nas);
        var error = (await raw.CallAsync("system.info"))["error"]!;
        Assert.Equal(-32001, (int)error["code"]!);
        Assert.Equal(207, (int)error["data"]!["error"]!);
    }

    [Fact]
    public async Task Call_UnknownMethod_IsMinus32601WithoutData()
    {
        await using var raw = await RawSocket.AdminAsync(Nas);
        var error = (await raw.CallAsync("no.such"))["error"]!;
        Assert.Equal(-32601, (int)error["code"]!);
        Assert.Null(error["data"]);
    }

    [Fact]
    public async Task Shutdown_WithoutReason_IsInvalid()
    {
        await using var raw = await RawSocket.AdminAsync(Nas);
        var error = (await raw.CallAsync("system.shutdown"))["error"]!;
        Assert.Equal(-32602, (int)error["code"]!);
        Assert.Equal("[EINVAL] reason: Field required\n", error["data"]!["reason"]!.ToString());
        Assert.Equal("""[["reason","Field required",22]]""", error["data"]!["extra"]!.ToJsonString());
    }

    [Fact]
    public async Task Call_RoleMissing_IsNotAuthorized()
    {
        await using var raw = await RawSocket.RpcAsync(Nas);
        await raw.LoginAsync("monitor", Nas.ReadOnlyKey);
        Assert.NotNull((await raw.CallAsync("system.info"))["result"]);
        var error = (await raw.CallAsync("system.shutdown", "UPS"))["error"]!;
        Assert.Equal("[EACCES] Not authorized", error["data"]!["reason"]!.ToString());
    }

    [Theory]
    [InlineData("{", -32700, null)]
    [InlineData("[]", -32700, null)]
    [InlineData("7", -32700, null)]
    [InlineData("""{"id":1,"method":"core.ping"}""", -32600, 1)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"core.ping","params":{}}""", -32600, 1)]
    [InlineData("""{"jsonrpc":"2.0","id":1}""", -32600, 1)]
    [InlineData("""{"jsonrpc":"2.0","id":null,"method":""}""", -32600, null)]
    public async Task Send_BadMessage_SaysSoAndGoesOn(string text, int code, int? id)
    {
        await using var raw = await RawSocket.RpcAsync(Nas);
        await raw.SendAsync(text);
        var answer = await raw.ReceiveAsync();
        Assert.Equal(code, (int)answer["error"]!["code"]!);
        Assert.True(answer.ContainsKey("id"));
        Assert.Equal(id, (int?)answer["id"]);
        Assert.Equal("pong", (await raw.CallAsync("core.ping"))["result"]!.ToString());
    }

    [Fact]
    public async Task Send_BadMessageWithoutId_IsPassedOver()
    {
        await using var raw = await RawSocket.RpcAsync(Nas);
        await raw.SendAsync("""{"method":"core.ping"}""");
        await raw.CallAsync("core.ping");
        Assert.Empty(raw.Others);
    }

    [Fact]
    public async Task Send_WithoutId_IsRunAndNotAnswered()
    {
        await using var raw = await RawSocket.AdminAsync(Nas);
        await raw.SendAsync("""{"jsonrpc":"2.0","method":"system.info"}""");
        await raw.CallAsync("core.ping");
        Assert.Empty(raw.Others);
        Assert.Equal(1, Nas.Received.Count("system.info"));
    }

    [Fact]
    public async Task Send_Binary_ClosesWith1003()
    {
        await using var raw = await RawSocket.RpcAsync(Nas);
        await raw.SendAsync("{}", WebSocketMessageType.Binary);
        Assert.Equal(WebSocketCloseStatus.InvalidMessageType, await raw.GoneAsync());
    }

    [Fact]
    public async Task Send_LongBeforeLogin_ClosesWith1007()
    {
        await using var raw = await RawSocket.RpcAsync(Nas);
        await raw.SendAsync(new string(' ', 8193));
        Assert.Equal(WebSocketCloseStatus.InvalidPayloadData, await raw.GoneAsync());
    }

    [Fact]
    public async Task Send_70KB_ClosesWith1009()
    {
        await using var raw = await RawSocket.AdminAsync(Nas);
        await raw.SendAsync(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = "core.ping", ["params"] = new JsonArray(new string('x', 70_000)) });
        Assert.Equal(WebSocketCloseStatus.MessageTooBig, await raw.GoneAsync());
    }

    [Fact]
    public async Task Subscribe_NotLoggedIn_IsRefused()
    {
        await using var raw = await RawSocket.RpcAsync(Nas);
        Assert.Equal(207, (int)(await raw.CallAsync("core.subscribe", "system.shutdown"))["error"]!["data"]!["error"]!);
    }

    [Fact]
    public async Task Call_ArgumentOfTheWrongKind_IsAnswered()
    {
        await using var raw = await RawSocket.AdminAsync(Nas);
        Assert.Equal(22, (int)(await raw.CallAsync("auth.generate_token", "soon"))["error"]!["data"]!["error"]!);
        Assert.Equal(22, (int)(await raw.CallAsync("core.subscribe", (JsonNode?)null))["error"]!["data"]!["error"]!);
        var job = (int)(await raw.CallAsync("core.bulk", null, new JsonArray()))["result"]!;
        await Eventually.IsTrue(() => Nas.Jobs.Find(job)!.State == Simulators.TrueNas.Jobs.JobState.Failed);
    }

    [Fact]
    public async Task Job_NewStyle_AnswerWaitsForItsEnd()
    {
        await using var raw = await RawSocket.AdminAsync(Nas);
        Assert.False((await raw.CallAsync("core.set_options", new JsonObject { ["legacy_jobs"] = false, ["unheard"] = 1 }))["result"]!["legacy_jobs"]!.GetValue<bool>());
        await raw.CallAsync("core.subscribe", "core.get_jobs");
        var answer = await raw.CallAsync("core.bulk", "core.ping", new JsonArray(new JsonArray(), new JsonArray()));
        Assert.Equal(2, answer["result"]!.AsArray().Count);
        var told = await raw.NextAsync(each => each["params"]?["collection"]?.ToString() == "core.get_jobs");
        Assert.Equal("added", told["params"]!["msg"]!.ToString());
        Assert.Equal(answer["id"]!.ToString(), told["params"]!["fields"]!["message_ids"]![0]!.ToString());
    }
}

using System.Net.WebSockets;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Hosting;

namespace NasOrleans.Tests.Wire;

public sealed class LegacyTests : IAsyncLifetime
{
    private TrueNasFleet _fleet = null!;

    public async Task InitializeAsync() => _fleet = await TrueNasFleet.StartAsync(new FleetOptions { Systems = 7, Mix = true });

    public async Task DisposeAsync() => await _fleet.DisposeAsync();

    [Fact]
    public async Task Websocket_EveryRelease_LogsInAndAnswers()
    {
        foreach (var nas in _fleet.Systems)
        {
            await using var raw = await RawSocket.LegacyAdminAsync(nas);
            Assert.Equal(nas.Release.InfoVersion(), (await raw.LegacyCallAsync("system.info"))["result"]!["version"]!.ToString());
            await using var byKey = await RawSocket.LegacyAsync(nas);
            Assert.True((await byKey.LegacyCallAsync("auth.login_with_api_key", nas.ApiKey))["result"]!.GetValue<bool>());
        }
    }

    [Theory]
    [InlineData("""{"msg":"connect","version":"2","support":["2"]}""")]
    [InlineData("""{"msg":"ping"}""")]
    public async Task FirstMessage_NotTheHandshake_Fails(string text)
    {
        await using var raw = await RawSocket.OpenAsync(_fleet.Systems[0], "/websocket");
        await raw.SendAsync(text);
        Assert.Equal("""{"msg":"failed","version":"1"}""", (await raw.ReceiveAsync()).ToJsonString());
    }

    [Fact]
    public async Task Ping_BeforeLogin_IsAnswered()
    {
        await using var raw = await RawSocket.LegacyAsync(_fleet.Systems[1]);
        await raw.SendAsync("""{"msg":"ping","id":"7"}""");
        Assert.Equal("""{"msg":"pong","id":"7"}""", (await raw.ReceiveAsync()).ToJsonString());
    }

    [Theory]
    [InlineData(Release.Core133, 13)]
    [InlineData(Release.Scale2212, 207)]
    [InlineData(Release.V26, 207)]
    public async Task Method_NotLoggedIn_HasTheErrnoOfTheRelease(Release release, int errno)
    {
        await using var raw = await RawSocket.LegacyAsync(Of(release));
        var error = (await raw.LegacyCallAsync("system.info"))["error"]!;
        Assert.Equal(errno, (int)error["error"]!);
        Assert.Equal(release >= Release.V2504 ? "[ENOTAUTHENTICATED] Not authenticated" : "Not authenticated", error["reason"]!.ToString());
        Assert.Equal(release != Release.Core133, error.AsObject().ContainsKey("errname"));
    }

    [Theory]
    [InlineData("no.such", "[ENOMETHOD] Service 'no' not found")]
    [InlineData("system.such", "[ENOMETHOD] Method 'such' not found in 'system'")]
    public async Task Method_Unknown_Is201(string method, string reason)
    {
        await using var raw = await RawSocket.LegacyAdminAsync(Of(Release.Scale2404));
        var error = (await raw.LegacyCallAsync(method))["error"]!;
        Assert.Equal(201, (int)error["error"]!);
        Assert.Equal(reason, error["reason"]!.ToString());
    }

    [Fact]
    public async Task Method_BadArguments_AreEagain_AComplaintAloneKeepsItsErrno()
    {
        await using var raw = await RawSocket.LegacyAdminAsync(Of(Release.V2504));
        Assert.Equal(11, (int)(await raw.LegacyCallAsync("system.shutdown", ""))["error"]!["error"]!);
        var one = (await raw.LegacyCallAsync("api_key.create", new JsonObject { ["name"] = "admin", ["username"] = "monitor" }))["error"]!;
        Assert.Equal(17, (int)one["error"]!);
        Assert.Equal("VALIDATION", one["type"]!.ToString());
        var several = (await raw.LegacyCallAsync("core.bulk"))["error"]!;
        Assert.Equal(11, (int)several["error"]!);
        Assert.Equal(2, several["extra"]!.AsArray().Count);
    }

    [Theory]
    [InlineData(Release.Core133, "{", WebSocketCloseStatus.InvalidPayloadData)]
    [InlineData(Release.Core133, "[]", WebSocketCloseStatus.InternalServerError)]
    [InlineData(Release.V2510, "[]", WebSocketCloseStatus.InvalidPayloadData)]
    [InlineData(Release.V2510, "{}", WebSocketCloseStatus.InternalServerError)]
    public async Task Send_NoMessage_Closes(Release release, string text, WebSocketCloseStatus status)
    {
        await using var raw = await RawSocket.LegacyAsync(Of(release));
        await raw.SendAsync(text);
        Assert.Equal(status, await raw.GoneAsync());
    }

    [Fact]
    public async Task Ping_From2504On_IsIgnored()
    {
        await using var raw = await RawSocket.LegacyAsync(Of(Release.V2504));
        await raw.SendAsync("""{"msg":"ping","id":"7"}""");
        await raw.LegacyCallAsync("core.ping");
        Assert.Empty(raw.Others);
    }

    [Fact]
    public async Task Subscribe_ToJobs_HearsOfThem_UntilItLeaves()
    {
        await using var raw = await RawSocket.LegacyAdminAsync(Of(Release.Scale2410));
        await raw.SendAsync("""{"msg":"sub","id":"s","name":"core.get_jobs"}""");
        Assert.Equal("""{"msg":"ready","subs":["s"]}""", (await raw.ReceiveAsync()).ToJsonString());
        var job = (int)(await raw.LegacyCallAsync("core.bulk", "core.ping", new JsonArray(new JsonArray())))["result"]!;
        var over = await raw.NextAsync(each => each["fields"]?["state"]?.ToString() == "SUCCESS");
        Assert.Equal(job, (int)over["id"]!);
        Assert.Equal("changed", over["msg"]!.ToString());

        await raw.SendAsync("""{"msg":"unsub","id":"s"}""");
        raw.Others.Clear();
        await raw.LegacyCallAsync("core.bulk", "core.ping", new JsonArray(new JsonArray()));
        await raw.LegacyCallAsync("core.ping");
        Assert.Empty(raw.Others);
    }

    [Fact]
    public async Task Subscribe_NotLoggedIn_IsDenied()
    {
        await using var raw = await RawSocket.LegacyAsync(Of(Release.Scale2410));
        await raw.SendAsync("""{"msg":"sub","id":"s","name":"core.get_jobs"}""");
        Assert.Equal(13, (int)(await raw.ReceiveAsync())["error"]!["error"]!);
    }

    [Fact]
    public async Task Subscribe_ToASourceTwice_OnCoreIsRefused()
    {
        await using var raw = await RawSocket.LegacyAdminAsync(Of(Release.Core133));
        await raw.SendAsync("""{"msg":"sub","id":"a","name":"reporting.realtime"}""");
        await raw.NextAsync(each => each["msg"]?.ToString() == "ready");
        await raw.SendAsync("""{"msg":"sub","id":"b","name":"reporting.realtime"}""");
        var refused = await raw.NextAsync(each => each["msg"]?.ToString() == "nosub");
        Assert.Equal("""{"msg":"nosub","id":"b","error":{"error":"Already subscribed"}}""", refused.ToJsonString());
    }

    [Fact]
    public async Task Jobs_OfCore_LackWhatCameLater()
    {
        await using var raw = await RawSocket.LegacyAdminAsync(Of(Release.Core133));
        await raw.LegacyCallAsync("core.bulk", "core.ping", new JsonArray(new JsonArray()));
        var job = (await raw.LegacyCallAsync("core.get_jobs"))["result"]![0]!.AsObject();
        foreach (var later in new[] { "message_ids", "transient", "description", "abortable", "result_encoding_error", "credentials" }) Assert.False(job.ContainsKey(later));
    }

    private Appliance Of(Release release) => _fleet.Systems.First(nas => nas.Release == release);
}

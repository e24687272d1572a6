using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Faults;
using NasOrleans.Simulators.TrueNas.Hosting;
using NasOrleans.Tests.Wire;

namespace NasOrleans.Tests.Faults;

public sealed class FaultTests : IAsyncLifetime
{
    private readonly ManualTimeProvider _time = new();
    private TrueNasFleet _fleet = null!;

    private Appliance Nas => _fleet.Systems[0];

    public async Task InitializeAsync() => _fleet = await TrueNasFleet.StartAsync(new FleetOptions { Time = _time });

    public async Task DisposeAsync() => await _fleet.DisposeAsync();

    [Theory]
    [InlineData(Fault.HtmlInsteadOfJson, 200)]
    [InlineData(Fault.RedirectsToUi, 302)]
    [InlineData(Fault.RedirectsToHttps, 307)]
    [InlineData(Fault.BadGateway, 502)]
    public async Task Http_UnderAFault_AnswersWith(Fault fault, int status)
    {
        Nas.Faults.Set(fault);
        using var invoker = RawSocket.Invoker(Nas);
        using var answer = await invoker.SendAsync(new HttpRequestMessage(HttpMethod.Get, Nas.Address + "/api/versions"), CancellationToken.None);
        Assert.Equal(status, (int)answer.StatusCode);
        if (status is 200 or 502) Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        await Assert.ThrowsAsync<WebSocketException>(() => RawSocket.RpcAsync(Nas));
    }

    [Fact]
    public async Task NeverAnswers_ConnectionStaysOpenAndSilent()
    {
        Nas.Faults.Set(Fault.NeverAnswers);
        using var client = new TcpClient(Nas.Host, Nas.Port);
        await client.GetStream().WriteAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray());
        await Eventually.IsTrue(() => Nas.OpenConnections == 1);
        Assert.False(client.GetStream().DataAvailable);
        client.Dispose();
        await Eventually.IsTrue(() => Nas.OpenConnections == 0);
    }

    [Fact]
    public async Task RefusesConnections_UntilItIsCleared()
    {
        Nas.Faults.Set(Fault.RefusesConnections);
        await Assert.ThrowsAnyAsync<WebSocketException>(() => RawSocket.RpcAsync(Nas));
        Nas.Faults.Clear(Fault.RefusesConnections);
        await using var raw = await RawSocket.AdminAsync(Nas);
    }

    [Fact]
    public async Task Deaf_OpenSocket_IsNotAnsweredUntilItIsCleared()
    {
        await using var raw = await RawSocket.AdminAsync(Nas);
        Nas.Faults.Set(Fault.Deaf);
        await raw.SendAsync("""{"jsonrpc":"2.0","id":"lost","method":"core.ping"}""");
        var calls = Nas.Received.Count("core.ping");
        Nas.Faults.Clear(Fault.Deaf);
        Assert.NotNull((await raw.CallAsync("system.version"))["result"]);
        Assert.Equal(0, calls);
    }

    [Fact]
    public async Task AddressNotAllowed_OpensAndClosesWith1008()
    {
        Nas.Faults.Set(Fault.AddressNotAllowed);
        await using var raw = await RawSocket.RpcAsync(Nas);
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, await raw.GoneAsync());
    }

    [Theory]
    [InlineData(Fault.GarbageFrames)]
    [InlineData(Fault.DropsMidAnswer)]
    public async Task Answer_BrokenOnTheWire_EndsTheConnection(Fault fault)
    {
        await using var raw = await RawSocket.AdminAsync(Nas);
        Nas.Faults.Set(fault);
        await raw.SendAsync("""{"jsonrpc":"2.0","id":"x","method":"core.ping"}""");
        await Assert.ThrowsAnyAsync<WebSocketException>(raw.ReceiveTextAsync);
    }

    [Fact]
    public async Task TruncatedJson_IsAWholeFrameOfHalfAnAnswer()
    {
        await using var raw = await RawSocket.AdminAsync(Nas);
        Nas.Faults.Set(Fault.TruncatedJson);
        await raw.SendAsync("""{"jsonrpc":"2.0","id":"x","method":"core.ping"}""");
        await Assert.ThrowsAnyAsync<JsonException>(raw.ReceiveAsync);
    }

    [Fact]
    public async Task HugeAnswers_CarryMoreThan70KB()
    {
        await using var raw = await RawSocket.AdminAsync(Nas);
        Nas.Faults.Set(Fault.HugeAnswers);
        await raw.SendAsync("""{"jsonrpc":"2.0","id":"x","method":"core.ping"}""");
        Assert.True((await raw.ReceiveTextAsync())!.Length > 70_000);
    }

    [Fact]
    public async Task SlowAnswers_ComeWhenTheirTimeHasPassed()
    {
        await using var raw = await RawSocket.AdminAsync(Nas);
        Nas.Faults.Set(Fault.SlowAnswers);
        Nas.Faults.Slowness = TimeSpan.FromSeconds(30);
        var call = raw.CallAsync("system.version");
        await Eventually.IsTrue(() => Nas.Received.Count("system.version") == 1);
        Assert.False(call.IsCompleted);
        await Eventually.IsTrue(_time, TimeSpan.FromSeconds(5), () => call.IsCompleted);
    }

    [Fact]
    public async Task OutOfOrder_TheSecondAnswerComesFirst()
    {
        await using var raw = await RawSocket.AdminAsync(Nas);
        Nas.Faults.Set(Fault.OutOfOrder);
        await raw.SendAsync("""{"jsonrpc":"2.0","id":"a","method":"core.ping"}""");
        await raw.SendAsync("""{"jsonrpc":"2.0","id":"b","method":"core.ping"}""");
        Assert.Equal("b", (await raw.ReceiveAsync())["id"]!.ToString());
        var late = raw.ReceiveAsync();
        await Eventually.IsTrue(_time, TimeSpan.FromMilliseconds(50), () => late.IsCompleted);
        Assert.Equal("a", (await late)["id"]!.ToString());
    }

    [Theory]
    [InlineData(Fault.NotAuthorized, 13)]
    [InlineData(Fault.SessionExpires, 207)]
    public async Task Call_UnderAFaultOfLogin_IsRefused(Fault fault, int errno)
    {
        await using var raw = await RawSocket.AdminAsync(Nas);
        Nas.Faults.Set(fault);
        Assert.Equal(errno, (int)(await raw.CallAsync("system.info"))["error"]!["data"]!["error"]!);
    }

    [Theory]
    [InlineData(Fault.ExpiredKey, "EXPIRED")]
    [InlineData(Fault.Standby, "REDIRECT")]
    public async Task Login_UnderAFault_AnswersWith(Fault fault, string type)
    {
        Nas.Faults.Set(fault);
        await using var raw = await RawSocket.RpcAsync(Nas);
        Assert.Equal(type, (await raw.LoginAsync(Nas.UserName, Nas.ApiKey))["response_type"]!.ToString());
    }

    [Fact]
    public async Task RateLimited_TheFirstCallIsRefused_AfterAWhile()
    {
        Nas.Faults.Set(Fault.RateLimited);
        await using var raw = await RawSocket.RpcAsync(Nas);
        var login = raw.CallAsync("auth.mechanism_choices");
        await Eventually.IsTrue(_time, TimeSpan.FromSeconds(1), () => login.IsCompleted);
        Assert.Equal(16, (int)(await login)["error"]!["data"]!["error"]!);
    }

    [Fact]
    public async Task Certificate_ChangedOrExpired_IsAnotherThanBefore()
    {
        var usual = Nas.Fingerprint;
        Nas.Faults.Set(Fault.CertificateChanged);
        Assert.NotEqual(usual, Nas.Fingerprint);
        await using (var raw = await RawSocket.AdminAsync(Nas)) Assert.NotEqual(usual, Nas.Fingerprint);
        Nas.Faults.Clear(Fault.CertificateChanged);
        Assert.Equal(usual, Nas.Fingerprint);
        Nas.Faults.Set(Fault.ExpiredCertificate);
        Assert.True(new DateTimeOffset(Nas.Certificate.NotAfter) < _time.GetUtcNow());
    }

    [Theory]
    [InlineData(Fault.DoubledJobEvents, "WAITING WAITING RUNNING RUNNING")]
    [InlineData(Fault.MissingJobEvents, "WAITING SUCCESS")]
    public async Task JobEvents_DoubledOrMissing(Fault fault, string states)
    {
        await using var raw = await RawSocket.AdminAsync(Nas);
        await raw.CallAsync("core.subscribe", "core.get_jobs");
        Nas.Faults.Set(fault);
        await raw.CallAsync("core.bulk", "core.ping", new JsonArray());
        var told = new List<string>();
        while (!told.Contains("SUCCESS"))
        {
            var next = await raw.NextAsync(each => each["params"]?["fields"]?["state"] is not null);
            told.Add(next["params"]!["fields"]!["state"]!.ToString());
        }
        Assert.StartsWith(states, string.Join(' ', told), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_AreWrittenWithDashes_AndReadBack()
    {
        Assert.Equal("reboots-instead-of-shutdown", FaultBoard.NameOf(Fault.RebootsInsteadOfShutdown));
        Assert.All(Enum.GetValues<Fault>(), fault => Assert.True(FaultBoard.TryParse(FaultBoard.NameOf(fault), out var read) && read == fault));
    }
}

using System.Collections.Immutable;
using NasOrleans.Power.Sources;
using NasOrleans.Protocols.PowerProbe;
using NasOrleans.Secrets;

namespace NasOrleans.Tests.Grains.Protocols.PowerProbe;

public sealed class HttpProbeTests
{
    private const int TenMegabytes = 10 * 1024 * 1024;
    private const string Json = """{ "mains": { "phases": [{ "state": "on" }] } }""";

    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData(200)]
    [InlineData(204)]
    [InlineData(299)]
    public async Task AnswerOfThe200s_IsPower(int status)
    {
        await using var server = ProbeServer.Answering(status);

        Assert.Null(await Check(server));
    }

    [Theory]
    [InlineData(302)]
    [InlineData(304)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(500)]
    public async Task AnyOtherAnswer_IsABadOne(int status)
    {
        await using var server = ProbeServer.Answering(status);

        var fault = await Check(server);

        Assert.Equal(ContactFaultKind.BadAnswer, fault?.Kind);
        Assert.Contains($"{status}", fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirect_IsNotFollowed()
    {
        await using var target = ProbeServer.Answering(200);
        await using var server = ProbeServer.Answering(301, headers: $"Location: {target.Url}\r\n");

        var fault = await Check(server);

        Assert.Equal(ContactFaultKind.BadAnswer, fault?.Kind);
        Assert.Contains(target.Url, fault!.Message, StringComparison.Ordinal);
        Assert.Empty(target.Requests);
    }

    [Theory]
    [InlineData("\"on\"", null, null)]
    [InlineData("on", "mains.phases[0].state", null)]
    [InlineData(null, "mains.phases[0].state", null)]
    [InlineData("off", null, ContactFaultKind.NoMatch)]
    [InlineData("off", "mains.phases[0].state", ContactFaultKind.NoMatch)]
    [InlineData("on", "mains.phases[1].state", ContactFaultKind.NoMatch)]
    public async Task Body_IsHeldAgainstWhatItMustSay(string? match, string? path, ContactFaultKind? kind)
    {
        await using var server = ProbeServer.Answering(200, Json);

        Assert.Equal(kind, (await Check(server, probe => probe with { Match = match, JsonPath = path }))?.Kind);
    }

    [Fact]
    public async Task Request_CarriesHeadersAndTheSecret()
    {
        await using var server = ProbeServer.Answering(200);

        Assert.Null(await Check(server, probe => probe with { Headers = [new() { Name = "X-Key", Value = "k 1" }, new() { Name = "Authorization", Value = "Basic no" }] }, "Bearer token"));

        var request = Assert.Single(server.Requests);
        Assert.StartsWith("GET /power HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("X-Key: k 1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("Authorization: Bearer token\r\n", request, StringComparison.Ordinal);
        Assert.DoesNotContain("Basic", request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("line\nbreak")]
    [InlineData("tökén")]
    public async Task Secret_ThatIsNoHeader_IsAFaultThatKeepsIt(string secret)
    {
        await using var server = ProbeServer.Answering(200);

        var fault = await Check(server, authorization: secret);

        Assert.Equal(ContactFaultKind.Protocol, fault?.Kind);
        Assert.DoesNotContain(secret, fault!.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nX-Slow: ", null)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n", "on")]
    public async Task Drip_OfBytes_BuysNoTime(string beginning, string? match)
    {
        await using var server = ProbeServer.Dripping(beginning);
        var checking = Check(server, probe => probe with { Match = match });
        await Eventually.IsTrue(() => server.Sent > beginning.Length + 10, "it drips");
        Assert.False(checking.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(ContactFaultKind.Timeout, (await checking)?.Kind);
    }

    [Fact]
    public async Task Silence_BehindAnOpenConnection_EndsInTime()
    {
        await using var server = ProbeServer.Silent();
        var checking = Check(server);
        await Eventually.IsTrue(() => server.Requests.Length == 1, "it was asked");
        Assert.False(checking.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(ContactFaultKind.Timeout, (await checking)?.Kind);
    }

    [Fact]
    public async Task WhoeverAsked_NoLongerWants_GetsNoFault()
    {
        await using var server = ProbeServer.Silent();
        using var enough = new CancellationTokenSource();
        var checking = Check(server, cancellationToken: enough.Token);
        await Eventually.IsTrue(() => server.Requests.Length == 1, "it was asked");

        await enough.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => checking);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("HEAD xxx", null)]
    [InlineData("power", ContactFaultKind.NoMatch)]
    public async Task LongBody_IsReadNoFurtherThanNeeded(string? match, ContactFaultKind? kind)
    {
        await using var server = ProbeServer.Flooding($"HTTP/1.1 200 OK\r\nContent-Length: {TenMegabytes + 5}\r\n\r\nHEAD ", TenMegabytes);

        Assert.Equal(kind, (await Check(server, probe => probe with { Match = match }))?.Kind);

        Assert.InRange(server.Sent, 1, TenMegabytes - 1);
    }

    [Theory]
    [InlineData("", ContactFaultKind.Broken)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le", ContactFaultKind.Broken)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\non", ContactFaultKind.Broken)]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n", ContactFaultKind.Protocol)]
    [InlineData("HTTP/1.1 abc\r\n\r\n", ContactFaultKind.Protocol)]
    public async Task Answer_ThatIsNone_IsAFault(string answer, ContactFaultKind kind)
    {
        await using var server = ProbeServer.Answering(answer);

        Assert.Equal(kind, (await Check(server, probe => probe with { Match = "on" }))?.Kind);
    }

    [Theory]
    [InlineData("http://nothing.invalid/", ContactFaultKind.Dns)]
    [InlineData("http://127.0.0.1:1/", ContactFaultKind.Refused)]
    [InlineData("https://127.0.0.1:1/", ContactFaultKind.Refused)]
    [InlineData("ftp://127.0.0.1/", ContactFaultKind.Protocol)]
    [InlineData("power", ContactFaultKind.Protocol)]
    public async Task Target_ThatLeadsNowhere_IsAFault(string target, ContactFaultKind kind) =>
        Assert.Equal(kind, (await new NasOrleans.Protocols.PowerProbe.PowerProbe(TimeProvider.System).CheckAsync(new() { Target = target }, default, default))?.Kind);

    // The second of the timeout passes when a test says so.
    private Task<ContactFault?> Check(ProbeServer server, Func<ProbeConfig, ProbeConfig>? with = null, string? authorization = null, CancellationToken cancellationToken = default)
    {
        var probe = new ProbeConfig { Kind = ProbeKind.Http, Target = server.Url, Timeout = TimeSpan.FromSeconds(1) };
        return new NasOrleans.Protocols.PowerProbe.PowerProbe(_time).CheckAsync(with?.Invoke(probe) ?? probe, new Secret(authorization), cancellationToken);
    }
}

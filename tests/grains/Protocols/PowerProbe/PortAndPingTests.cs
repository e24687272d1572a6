using System.Diagnostics;
using System.Net;
using NasOrleans.Power.Sources;
using NasOrleans.Protocols.PowerProbe;

namespace NasOrleans.Tests.Grains.Protocols.PowerProbe;

public sealed class PortAndPingTests
{
    private static readonly ProbeConfig Ping = new() { Kind = ProbeKind.Ping, Target = "127.0.0.1", Timeout = TimeSpan.FromSeconds(1) };

    [Fact]
    public async Task Port_ThatTakesAConnection_IsPower()
    {
        await using var server = ProbeServer.Silent();

        Assert.Null(await Check(new() { Kind = ProbeKind.Tcp, Target = $"127.0.0.1:{server.Port}" }));
        Assert.Null(await Check(new() { Kind = ProbeKind.Tcp, Target = $"localhost:{server.Port}" }));
    }

    [Theory]
    [InlineData("127.0.0.1:1", ContactFaultKind.Refused)]
    [InlineData("nothing.invalid:80", ContactFaultKind.Dns)]
    [InlineData("127.0.0.1", ContactFaultKind.Protocol)]
    public async Task Port_ThatDoesNot_IsAFault(string target, ContactFaultKind kind) => Assert.Equal(kind, (await Check(new() { Kind = ProbeKind.Tcp, Target = target }))?.Kind);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task Ping_OfThisMachine_IsAnswered(string target) => Assert.Null(await Check(Ping with { Target = target }));

    [Fact]
    public async Task Ping_OfAnAddressOfNobody_EndsInTime()
    {
        var started = Stopwatch.GetTimestamp();

        var fault = await Check(Ping with { Target = "203.0.113.7" });

        // What a router on the way says of such an address differs.
        Assert.True(fault?.Kind is ContactFaultKind.Timeout or ContactFaultKind.Unreachable, $"{fault}");
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Ping_OfANameOfNobody_IsAFault() => Assert.Equal(ContactFaultKind.Dns, (await Check(Ping with { Target = "nothing.invalid", Timeout = TimeSpan.FromSeconds(10) }))?.Kind);

    [Fact]
    public async Task PingProgram_ThatIsNotThere_IsNamed()
    {
        var fault = await new PingProgram(TimeProvider.System, "no-such-ping").AskAsync(Ping, IPAddress.Loopback, default);

        Assert.Equal(ContactFaultKind.NoReader, fault?.Kind);
        Assert.Contains("no ping program", fault!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("echo '1 received'", null)]
    [InlineData("exit 1", ContactFaultKind.Timeout)]
    [InlineData("echo 'ping: socket: Operation not permitted' >&2; exit 2", ContactFaultKind.NoReader)]
    [InlineData("while :; do sleep 1; done", ContactFaultKind.Timeout)]
    public async Task PingProgram_AsItEnds_IsJudged(string script, ContactFaultKind? kind)
    {
        using var folder = new TempFolder();
        var program = folder.File("ping");
        await File.WriteAllTextAsync(program, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        Assert.Equal(kind, (await new PingProgram(TimeProvider.System, program).AskAsync(Ping, IPAddress.Loopback, default))?.Kind);
    }

    private static Task<ContactFault?> Check(ProbeConfig probe) => new NasOrleans.Protocols.PowerProbe.PowerProbe(TimeProvider.System).CheckAsync(probe, default, default);
}

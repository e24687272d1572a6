using NasOrleans.Power.Sources;
using NasOrleans.Protocols.PowerProbe;

namespace NasOrleans.Tests.Unit.Power.Probes;

public sealed class PingProgramRulesTests
{
    [Fact]
    public void Answered_IsNoFault() => Assert.Null(PingProgramRules.Judge("host", 0, inTime: true, "1 packets transmitted, 1 received"));

    [Theory]
    [InlineData(1, true, "1 packets transmitted, 0 received, 100% packet loss", ContactFaultKind.Timeout)]
    [InlineData(137, false, "", ContactFaultKind.Timeout)]
    [InlineData(0, false, "", ContactFaultKind.Timeout)]
    [InlineData(1, true, "From 10.0.0.1 icmp_seq=1 Destination Host Unreachable", ContactFaultKind.Unreachable)]
    [InlineData(2, true, "ping: connect: Network is unreachable", ContactFaultKind.Unreachable)]
    [InlineData(2, true, "ping: socket: Operation not permitted", ContactFaultKind.NoReader)]
    [InlineData(1, true, "ping: permission denied (are you root?)", ContactFaultKind.NoReader)]
    [InlineData(2, true, "ping: invalid argument", ContactFaultKind.Protocol)]
    public void NotAnswered_SaysWhy(int exitCode, bool inTime, string words, ContactFaultKind kind) =>
        Assert.Equal(kind, PingProgramRules.Judge("host", exitCode, inTime, words)?.Kind);
}

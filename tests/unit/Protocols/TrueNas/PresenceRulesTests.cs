using System.Net.Sockets;
using NasOrleans.Protocols;
using NasOrleans.Protocols.TrueNas;
using NasOrleans.Protocols.TrueNas.Dialing;
using NasOrleans.Protocols.TrueNas.Wire;
using NasOrleans.Systems.Connections;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Tests.Protocols.TrueNas;

public sealed class PresenceRulesTests
{
    [Fact]
    public void OfState_IsUp_OnlyForAStateThatIsKnown()
    {
        Assert.Equal(new NasPresence { Presence = Presence.Up }, PresenceRules.OfState(NasState.Ready, saidGoodbye: false));
        Assert.Equal(new NasPresence { Presence = Presence.Up }, PresenceRules.OfState(NasState.Booting, saidGoodbye: false));
        Assert.Equal(new NasPresence { Presence = Presence.ShuttingDown }, PresenceRules.OfState(NasState.ShuttingDown, saidGoodbye: false));
        Assert.Equal(new NasPresence { Presence = Presence.ShuttingDown }, PresenceRules.OfState(NasState.Ready, saidGoodbye: true));
        Assert.Equal(new NasPresence { Presence = Presence.Unclear, Answers = true }, PresenceRules.OfState(NasState.Unknown, saidGoodbye: false));
    }

    [Fact]
    public void OfRefusal_IsNeverUp_AndAnswersWhereItWillNeverTell()
    {
        (int Errno, bool Answers)[] cases = [(13, true), (95, true), (201, true), (22, true), (999, true), (16, false), (104, false), (110, false), (209, false)];
        foreach (var (errno, answers) in cases)
        {
            var refusal = WireErrorRules.OfErrno("system.state", errno, "why");
            Assert.Equal(new NasPresence { Presence = Presence.Unclear, Answers = answers }, PresenceRules.OfRefusal(refusal, TransportMode.JsonRpc, saidGoodbye: false));
            Assert.Equal(Presence.ShuttingDown, PresenceRules.OfRefusal(refusal, TransportMode.JsonRpc, saidGoodbye: true).Presence);
        }
    }

    [Theory]
    [InlineData(403, true)]
    [InlineData(404, true)]
    [InlineData(302, false)]
    [InlineData(500, false)]
    [InlineData(502, false)]
    [InlineData(503, false)]
    [InlineData(504, false)]
    public void OfRefusal_OverRest_AnswersOnlyWhereTheMiddlewareSpoke(int status, bool answers) => Assert.Equal(
        new NasPresence { Presence = Presence.Unclear, Answers = answers },
        PresenceRules.OfRefusal(WireErrorRules.OfStatus("system.state", status, null), TransportMode.Rest, saidGoodbye: false));

    [Theory]
    [InlineData(SocketError.ConnectionRefused, Presence.Dark)]
    [InlineData(SocketError.ConnectionReset, Presence.Dark)]
    [InlineData(SocketError.TimedOut, Presence.Dark)]
    [InlineData(SocketError.HostUnreachable, Presence.Dark)]
    [InlineData(SocketError.NetworkUnreachable, Presence.Unclear)]
    [InlineData(SocketError.NetworkDown, Presence.Unclear)]
    [InlineData(SocketError.AddressNotAvailable, Presence.Unclear)]
    [InlineData(SocketError.TooManyOpenSockets, Presence.Unclear)]
    internal void OfLoss_IsDark_OnlyWhenTheFaultIsNotOnOurSide(SocketError error, Presence presence)
    {
        var socket = new SocketException((int)error);
        var loss = new LinkException(DialErrors.OfSocket("nas", 443, socket), socket);

        Assert.Equal(presence, PresenceRules.OfLoss(loss.Fault, DialErrors.IsOurs(loss)));
        var overTls = loss.Fault with { Stage = LinkStage.Tls };
        Assert.Equal(loss.Fault.Error == LinkError.Connection && presence == Presence.Dark ? Presence.Dark : Presence.Unclear, PresenceRules.OfLoss(overTls, DialErrors.IsOurs(loss)));
    }
}

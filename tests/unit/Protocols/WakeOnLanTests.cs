using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using NasOrleans.Protocols;

namespace NasOrleans.Tests.Protocols;

public sealed class WakeOnLanTests
{
    private const string Card = "00:11:22:aa:bb:cc";

    [Theory]
    [InlineData("00:11:22:aa:bb:cc")]
    [InlineData("00-11-22-AA-BB-CC")]
    [InlineData("0011.22aa.bbcc")]
    [InlineData(" 001122aabbcc ")]
    public void Card_InWhateverWayPeopleWriteIt_IsUnderstood(string text) =>
        Assert.Equal(PhysicalAddress.Parse("001122AABBCC"), WakeOnLan.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("00:11:22:aa:bb")]
    [InlineData("00:11:22:aa:bb:cg")]
    [InlineData("ff:ff:ff:ff:ff:ff")]
    [InlineData("01:00:5e:00:00:01")]
    [InlineData("00:00:00:00:00:00")]
    public void Card_ThatIsNoneOrAllOfThem_IsRefused(string text) => Assert.Null(WakeOnLan.Parse(text));

    [Theory]
    [InlineData("example.org")]
    [InlineData("0.0.0.0")]
    [InlineData("192.168.1.255:70000")]
    public void Broadcast_ThatIsNoAddress_IsRefused(string text) => Assert.NotNull(WakeOnLan.Objection([Card], text));

    [Fact]
    public void Cards_ThatNobodyKnows_AreRefused() => Assert.NotNull(WakeOnLan.Objection([], null));

    [Fact]
    public async Task Send_PutsThePacketOnTheWireThreeTimes()
    {
        using var listener = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var place = listener.Client.LocalEndPoint!.ToString();

        var outcome = await new WakeOnLan(TimeProvider.System).SendAsync([Card], place, default);

        Assert.Equal(new(3, null), outcome);
        for (var i = 0; i < 3; i++)
        {
            var packet = (await listener.ReceiveAsync()).Buffer;
            Assert.Equal(102, packet.Length);
            Assert.Equal("FFFFFFFFFFFF001122AABBCC001122AABBCC", Convert.ToHexString(packet)[..36]);
            Assert.EndsWith("001122AABBCC", Convert.ToHexString(packet), StringComparison.Ordinal);
        }
    }
}

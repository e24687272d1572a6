using Microsoft.AspNetCore.Http;
using NasOrleans.Api.Security;

namespace NasOrleans.Tests.Api.Security;

public sealed class CallerTests
{
    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:3::1", "2001:db8:1:3::/64")]
    public void Network_OfAnAddress_IsTheAddressOrItsIPv6Subnet(string address, string network)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(address);

        Assert.Equal(network, Caller.NetworkOf(http));
    }
}

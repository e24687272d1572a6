using NasOrleans.Systems.Connections;

namespace NasOrleans.Tests.Unit.Systems.Connections;

public sealed class NasAddressTests
{
    [Theory]
    [InlineData("nas.example", "nas.example", null)]
    [InlineData(" truenas.local ", "truenas.local", null)]
    [InlineData("nas.example:443", "nas.example", 443)]
    [InlineData("10.0.0.5", "10.0.0.5", null)]
    [InlineData("10.0.0.5:65535", "10.0.0.5", 65535)]
    [InlineData("fd00::5", "fd00::5", null)]
    [InlineData("[fd00::5]", "fd00::5", null)]
    [InlineData("[fd00::5]:444", "fd00::5", 444)]
    public void TryParse_Address_TakenApart(string text, string host, int? port)
    {
        Assert.True(NasAddress.TryParse(text, out var address));
        Assert.Equal(new NasAddress(host, port), address);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(":443")]
    [InlineData("nas:")]
    [InlineData("nas:0")]
    [InlineData("nas:65536")]
    [InlineData("nas:+1")]
    [InlineData("nas:http")]
    [InlineData("https://nas.example")]
    [InlineData("nas.example/ui")]
    [InlineData("nas example")]
    [InlineData("user@nas.example")]
    [InlineData("[nas]:443")]
    [InlineData("[fd00::5]443")]
    [InlineData("a:b:1")]
    public void TryParse_AnythingElse_Refused(string? text) => Assert.False(NasAddress.TryParse(text, out _));
}

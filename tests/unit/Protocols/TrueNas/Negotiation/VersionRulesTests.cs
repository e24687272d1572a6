using NasOrleans.Protocols.TrueNas;
using NasOrleans.Protocols.TrueNas.Negotiation;

namespace NasOrleans.Tests.Protocols.TrueNas.Negotiation;

public sealed class VersionRulesTests
{
    [Fact]
    public void Endpoint_IsTheHighestThatBothKnow() => Assert.Equal("v25.10.5", VersionRules.Endpoint(["v25.04.0", "v25.10.5", "v25.10.0", "v25.04.2"]));

    [Fact]
    public void Endpoint_OfANasAheadOfUs_IsStillOneWeKnow() => Assert.Equal("v26.0.0", VersionRules.Endpoint(["v25.04.0", "v26.0.0", "v27.0.0"]));

    [Fact]
    public void Endpoint_WhenNoneIsKnown_IsTheLeastFarAhead() => Assert.Equal("v28.04.0", VersionRules.Endpoint(["v29.0.0", "v28.04.0"]));

    [Theory]
    [InlineData("current")]
    [InlineData("v25.04.0/../../evil")]
    [InlineData("v25.04 0")]
    public void Endpoint_OddNames_AreLeftOut(string name) => Assert.Null(VersionRules.Endpoint([name]));

    [Fact]
    public void Release_IsTheNewestOfItsEndpoints() => Assert.Equal(new NasVersion(27, 0), VersionRules.Release(["v27.0.0", "v25.04.0"]));
}

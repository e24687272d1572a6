namespace NasOrleans.Tests;

public sealed class GrainKeysTests
{
    [Theory]
    [InlineData("main/system:nas-1", "main", "system", "nas-1")]
    [InlineData("main/fleet", "main", "fleet", "")]
    [InlineData("main/alerts:system:nas-1", "main", "alerts", "system:nas-1")]
    [InlineData("a%2Fb/ups:x%2By%25z", "a/b", "ups", "x+y%z")]
    public void Parse_Key_GivesItsParts(string key, string tenant, string noun, string id) =>
        Assert.Equal((new TenantId(tenant), noun, id), GrainKeys.Parse(key));

    [Theory]
    [InlineData("")]
    [InlineData("system:nas-1")]
    [InlineData("/system:nas-1")]
    public void Parse_WithoutTenant_IsRefused(string key) => Assert.Throws<FormatException>(() => GrainKeys.Parse(key));
}

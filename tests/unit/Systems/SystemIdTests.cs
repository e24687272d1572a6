using NasOrleans.Systems;

namespace NasOrleans.Tests.Systems;

public sealed class SystemIdTests
{
    [Theory]
    [InlineData("nas-1", true)]
    [InlineData("0af3", true)]
    [InlineData("a.b_c-d", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("-nas", false)]
    [InlineData("Nas", false)]
    [InlineData("a/b", false)]
    [InlineData("a+b", false)]
    [InlineData("ä", false)]
    public void TryParse_Text_TakesOnlyWhatEveryStoreKeepsApart(string? text, bool expected) =>
        Assert.Equal(expected, SystemId.TryParse(text, out _));

    [Fact]
    public void TryParse_Longest_Is64()
    {
        Assert.True(SystemId.TryParse(new string('a', 64), out _));
        Assert.False(SystemId.TryParse(new string('a', 65), out _));
    }
}

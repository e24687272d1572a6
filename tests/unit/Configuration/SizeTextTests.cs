using NasOrleans.Silo.Configuration;

namespace NasOrleans.Tests.Unit.Configuration;

public sealed class SizeTextTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("4096", 4096)]
    [InlineData("50MB", 50_000_000)]
    [InlineData("50 mb", 50_000_000)]
    [InlineData("1.5kB", 1500)]
    [InlineData("2GiB", 2L << 30)]
    public void Parse_Size_Bytes(string text, long bytes) => Assert.Equal(bytes, SizeText.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("50MBit")]
    [InlineData("MB")]
    [InlineData("999999999999999TB")]
    public void Parse_NoSize_Null(string text) => Assert.Null(SizeText.Parse(text));

    [Theory]
    [InlineData("50MB")]
    [InlineData("1MiB")]
    [InlineData("1500B")]
    [InlineData("0B")]
    public void Format_Parsed_SameText(string text) => Assert.Equal(text, SizeText.Format(SizeText.Parse(text)!.Value));
}

using System.Text.Json;
using NasOrleans.Protocols.PowerProbe;

namespace NasOrleans.Tests.Unit.Power.Probes;

public sealed class JsonPathTests
{
    [Theory]
    [InlineData("a", "1")]
    [InlineData("b.c", "\"deep\"")]
    [InlineData("d[0]", "10")]
    [InlineData("d[1].e", "true")]
    [InlineData("d[2][1]", "3")]
    [InlineData("with space", "null")]
    public void Find_WhatIsThere_IsFound(string path, string found)
    {
        using var document = JsonDocument.Parse("""{ "a": 1, "b": { "c": "deep" }, "d": [10, { "e": true }, [2, 3]], "with space": null }""");

        Assert.Equal(found, JsonPath.Parse(path)!.Find(document.RootElement)?.GetRawText());
    }

    [Fact]
    public void Find_IndexFirst_StartsInAnArray()
    {
        using var document = JsonDocument.Parse("""[{ "ok": "yes" }]""");

        Assert.Equal("yes", JsonPath.Parse("[0].ok")!.Find(document.RootElement)?.GetString());
    }

    [Theory]
    [InlineData("x")]
    [InlineData("a.b")]
    [InlineData("a[0]")]
    [InlineData("d.e")]
    [InlineData("d[2]")]
    public void Find_WhatIsNotThere_IsNothing(string path)
    {
        using var document = JsonDocument.Parse("""{ "a": 1, "d": [10, 11] }""");

        Assert.Null(JsonPath.Parse(path)!.Find(document.RootElement));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData(".a")]
    [InlineData("a.")]
    [InlineData("a..b")]
    [InlineData("a[")]
    [InlineData("a[]")]
    [InlineData("a[-1]")]
    [InlineData("a[x]")]
    [InlineData("a[99999999999]")]
    [InlineData("a]")]
    [InlineData("a[0]b")]
    [InlineData("a.[0]")]
    public void Parse_NoPath_IsNone(string path) => Assert.Null(JsonPath.Parse(path));
}

using System.Text.Json;
using NasOrleans.Protocols.TrueNas.Wire;

namespace NasOrleans.Tests.Protocols.TrueNas.Wire;

public sealed class EjsonTests
{
    private static JsonElement Json(string text) => JsonElement.Parse(text);

    [Fact]
    public void Date_IsMillisecondsSince1970() =>
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1763660000000), Json("""{"at":{"$date":1763660000000}}""").Date("at"));

    [Theory]
    [InlineData("""{"at":null}""")]
    [InlineData("""{"at":"yesterday"}""")]
    [InlineData("""{"at":{"$date":99999999999999999}}""")]
    [InlineData("""{}""")]
    [InlineData("""[1]""")]
    public void Date_ThatIsNone_ReadsAsNothing(string text) => Assert.Null(Json(text).Date("at"));

    [Fact]
    public void Items_TakeListsAndSets()
    {
        Assert.Equal(["a", "b"], Json("""{"roles":{"$set":["a","b"]}}""").Items("roles").Select(each => each.AsText()));
        Assert.Equal(["a"], Json("""{"roles":["a"]}""").Items("roles").Select(each => each.AsText()));
        Assert.Empty(Json("""{"roles":5}""").Items("roles"));
    }

    [Theory]
    [InlineData("\"3\"", 3.0)]
    [InlineData("3", 3.0)]
    [InlineData("\"3%\"", 3.0)]
    [InlineData("3.5", 3.5)]
    [InlineData("null", null)]
    [InlineData("{}", null)]
    [InlineData("\"none\"", null)]
    public void Number_TakesWhatEachReleaseWrites(string value, double? number) => Assert.Equal(number, Json($$"""{"x":{{value}}}""").Number("x"));

    [Theory]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("\"12000138625024\"", 12000138625024)]
    [InlineData("1.7e3", 1700L)]
    [InlineData("1e300", null)]
    public void Integer_KeepsWhatALongHolds(string value, long? number) => Assert.Equal(number, Json($$"""{"x":{{value}}}""").Integer("x"));

    [Fact]
    public void Zfs_IsTheParsedOfAProperty() => Assert.Equal(5, Json("""{"used":{"parsed":5,"rawvalue":"5","value":"5B"}}""").Zfs("used").AsInteger());
}

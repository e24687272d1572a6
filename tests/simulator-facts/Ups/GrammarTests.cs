using NasOrleans.Simulators.Ups.Hosting;
using NasOrleans.Simulators.Ups.Server;
using NasOrleans.Simulators.Ups.Wire;

namespace NasOrleans.Tests.Ups;

public sealed class GrammarTests : IAsyncLifetime
{
    private const string Banner = "Network UPS Tools upsd 2.8.0 - http://www.networkupstools.org/";
    private UpsFleet _fleet = null!;
    private NutTalk _talk = null!;

    public async Task InitializeAsync()
    {
        _fleet = await UpsFleet.StartAsync(new UpsFleetOptions());
        _talk = await NutTalk.ToAsync(_fleet.Server);
    }

    public async Task DisposeAsync()
    {
        _talk.Dispose();
        await _fleet.DisposeAsync();
    }

    [Theory]
    [InlineData("", "ERR UNKNOWN-COMMAND")]
    [InlineData("   ", "ERR UNKNOWN-COMMAND")]
    [InlineData("# comment", "ERR UNKNOWN-COMMAND")]
    [InlineData("ver # comment", Banner)]
    [InlineData("\"VER\"", Banner)]
    [InlineData("VE\\R", Banner)]
    [InlineData("V\"ER\"", "ERR UNKNOWN-COMMAND")]
    [InlineData("VER=1", "ERR INVALID-ARGUMENT")]
    [InlineData("VER\u0001", Banner)]
    [InlineData("VER\r", Banner)]
    [InlineData("get\tvar   UPS1 Ups.Status more", "VAR UPS1 Ups.Status \"OL\"")]
    [InlineData("GET VAR ups1 \"ups\\#status\"", "ERR VAR-NOT-SUPPORTED")]
    [InlineData("GET VAR ups1", "ERR INVALID-ARGUMENT")]
    [InlineData("LIST", "ERR INVALID-ARGUMENT")]
    public async Task Line_IsTakenApartAsUpsdDoes(string line, string answer) => Assert.Equal(answer, await _talk.AskAsync(line));

    [Fact]
    public async Task UnescapedHashInQuotes_AnswersNothingAndLosesTheRestOfTheRead()
    {
        await _talk.SendAsync("GET VAR ups1 \"a#b\"\nNETVER\n");
        await Eventually.IsTrue(() => _fleet.Server.Received.Count(Received.Lost) == 1);

        Assert.Equal(Banner, await _talk.AskAsync("VER"));
        Assert.Equal(0, _fleet.Server.Received.Count("NETVER"));
    }

    [Fact]
    public async Task LinesOfOneWrite_AreAnsweredInOrder()
    {
        await _talk.SendAsync("VER\r\nNETVER\nGET VAR ups1 ups.status\n");

        Assert.Equal(Banner, await _talk.LineAsync());
        Assert.Equal("1.3", await _talk.LineAsync());
        Assert.Equal("VAR ups1 ups.status \"OL\"", await _talk.LineAsync());
    }

    [Fact]
    public async Task QuotesThatDoNotEnd_TakeTheNextLinesIn()
    {
        await _talk.SendAsync("GET VAR ups1 \"ups.sta");
        await _talk.SendAsync("\ntus\"\n");

        Assert.Equal("VAR ups1 ups.status \"OL\"", await _talk.LineAsync());
    }

    [Fact]
    public async Task Value_IsEscaped()
    {
        _fleet.Units[0].Override("ups.id", "a\"b\\c#d");

        Assert.Equal("VAR ups1 ups.id \"a\\\"b\\\\c\\#d\"", await _talk.AskAsync("GET VAR ups1 ups.id"));
    }

    [Fact]
    public async Task LongValue_LosesItsEndOfLine()
    {
        _fleet.Units[0].Override("ups.id", new string('x', 600));

        await _talk.SendAsync("GET VAR ups1 ups.id\nNETVER\n");
        var line = await _talk.LineAsync();

        Assert.Equal(512 + "1.3".Length, line.Length);
        Assert.EndsWith("x1.3", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Word_IsCutAt512LettersAndLineAt32Words()
    {
        var reader = new WordReader();
        foreach (var letter in $"VER {new string('a', 600)} {string.Join(' ', Enumerable.Repeat('b', 40))}") Assert.Equal(Fed.More, reader.Feed((byte)letter));

        Assert.Equal(Fed.Line, reader.Feed((byte)'\n'));
        Assert.Equal(32, reader.Words.Count);
        Assert.Equal(512, reader.Words[1].Length);
    }
}

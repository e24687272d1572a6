using System.Text.Json;
using NasOrleans.Notify;

namespace NasOrleans.Tests.Unit.Notify;

public sealed class NoticeRulesTests
{
    private static readonly Notice Lost = new()
    {
        At = new(2026, 5, 1, 14, 0, 0, TimeSpan.FromHours(2)),
        Level = NoticeLevel.Critical,
        Tenant = "main",
        Subject = "ups:rack",
        Title = "Rack @everyone",
        Text = "Lost: charge 12 % is below 20 %",
    };

    [Fact]
    public void ForDiscord_HoldsOneEmbedForEach_AndCallsNobody()
    {
        var message = JsonDocument.Parse(NoticeRules.ForDiscord([Lost, Lost with { Level = NoticeLevel.Good }], "cellar", 3)).RootElement;

        Assert.Equal("3 earlier notices could not be sent", message.GetProperty("content").GetString());
        Assert.Empty(message.GetProperty("allowed_mentions").GetProperty("parse").EnumerateArray());
        var embeds = message.GetProperty("embeds").EnumerateArray().ToArray();
        Assert.Equal(("Rack @everyone", "Lost: charge 12 % is below 20 %", "2026-05-01T12:00:00.000Z", "cellar"),
            (embeds[0].GetProperty("title").GetString(), embeds[0].GetProperty("description").GetString(), embeds[0].GetProperty("timestamp").GetString(),
                embeds[0].GetProperty("footer").GetProperty("text").GetString()));
        Assert.NotEqual(embeds[0].GetProperty("color").GetInt32(), embeds[1].GetProperty("color").GetInt32());
    }

    [Fact]
    public void ForDiscord_TheLongestThereIs_IsWithinWhatItTakes()
    {
        var longest = Lost with { Title = new('t', 5000), Text = new('x', 5000) };

        var embeds = JsonDocument.Parse(NoticeRules.ForDiscord([.. Enumerable.Repeat(longest, NoticeRules.MostInOne)], new('n', 500), 0)).RootElement.GetProperty("embeds");

        var signs = embeds.EnumerateArray().Sum(each => each.GetProperty("title").GetString()!.Length + each.GetProperty("description").GetString()!.Length + each.GetProperty("footer").GetProperty("text").GetString()!.Length);
        Assert.InRange(signs, 1, 6000);
    }

    [Fact]
    public void ForAnybody_SaysEverything()
    {
        var notice = JsonDocument.Parse(NoticeRules.ForAnybody([Lost], "cellar", 0)).RootElement.GetProperty("notices")[0];

        Assert.Equal(("critical", "main", "ups:rack", "Rack @everyone"),
            (notice.GetProperty("level").GetString(), notice.GetProperty("tenant").GetString(), notice.GetProperty("subject").GetString(), notice.GetProperty("title").GetString()));
    }

    [Theory]
    [InlineData(204, "Sent")]
    [InlineData(302, "Never")]
    [InlineData(404, "Never")]
    [InlineData(429, "Later")]
    [InlineData(503, "Later")]
    public void Judge_TellsWhatCannotBeMendedByWaiting(int status, string expected) => Assert.Equal(expected, NoticeRules.Judge(status).ToString());

    [Fact]
    public void Pause_GrowsToFiveMinutes_AndHeedsWhoAsksForMore()
    {
        Assert.Equal([5, 10, 20, 40, 80, 160, 300, 300], Enumerable.Range(1, 8).Select(failures => NoticeRules.Pause(failures, null).TotalSeconds));
        Assert.Equal(30, NoticeRules.Pause(1, TimeSpan.FromSeconds(30)).TotalSeconds);
        Assert.Equal(300, NoticeRules.Pause(1, TimeSpan.FromDays(30)).TotalSeconds);
        Assert.Equal(5, NoticeRules.Pause(1, TimeSpan.FromSeconds(-3)).TotalSeconds);
    }
}

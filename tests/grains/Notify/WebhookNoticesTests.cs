using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NasOrleans.Notify;

namespace NasOrleans.Tests.Grains.Notify;

public sealed class WebhookNoticesTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task Notice_IsPostedToEachPlaceInItsOwnForm()
    {
        await using var discord = new WebhookSink();
        await using var webhook = new WebhookSink { Status = 200 };
        await using var notices = Notices(discord.Url, webhook.Url);

        notices.Post(Notice("mains is gone"));

        await Eventually.IsTrue(() => discord.Bodies.Length == 1 && webhook.Bodies.Length == 1);
        Assert.Contains("\"embeds\"", discord.Bodies[0], StringComparison.Ordinal);
        Assert.Equal(["mains is gone"], Texts(webhook.Bodies[0]));
    }

    [Fact]
    public async Task PlaceThatIsDown_GetsAllOfItOnceItIsBack_InOrder()
    {
        await using var webhook = new WebhookSink { Status = 503 };
        await using var notices = Notices(null, webhook.Url);

        notices.Post(Notice("first"));
        await Eventually.IsTrue(() => webhook.Bodies.Length == 1);
        notices.Post(Notice("second"));
        webhook.Status = 200;
        await Eventually.IsTrue(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return webhook.Bodies.Length > 1;
        });

        Assert.Equal(["first", "second"], Texts(webhook.Bodies[^1]));
    }

    [Fact]
    public async Task PlaceThatKeepsSilent_HoldsUpNobody_AndAFlushEndsInTime()
    {
        await using var webhook = new WebhookSink { Status = null };
        await using var notices = Notices(null, webhook.Url);
        notices.Post(Notice("mains is gone"));

        var flush = notices.FlushAsync(TimeSpan.FromSeconds(5));
        _time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(flush.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));

        await flush;
    }

    [Fact]
    public async Task Flush_CutsTheWaitShort_AndEndsOnceAllIsSent()
    {
        await using var webhook = new WebhookSink { Status = 503 };
        await using var notices = Notices(null, webhook.Url);
        notices.Post(Notice("mains is gone"));
        await Eventually.IsTrue(() => webhook.Bodies.Length == 1);

        webhook.Status = 200;
        // The clock stands still: neither the pause nor the flush can end by time.
        await notices.FlushAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(["mains is gone"], Texts(webhook.Bodies[^1]));
    }

    [Fact]
    public async Task Refused_IsNotSentAgain()
    {
        await using var webhook = new WebhookSink { Status = 404 };
        await using var notices = Notices(null, webhook.Url);

        notices.Post(Notice("mains is gone"));
        await notices.FlushAsync(TimeSpan.FromSeconds(5));
        notices.Post(Notice("mains is back"));
        await notices.FlushAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(["mains is gone", "mains is back"], webhook.Bodies.SelectMany(Texts));
    }

    [Fact]
    public async Task Addresses_OfACloudsOwnMachinery_AreNotGoneTo()
    {
        using var post = new WebhookPost(new("http://169.254.169.254/latest"), TimeProvider.System);

        var (delivery, why, _) = await post.SendAsync("{}", CancellationToken.None);

        Assert.Equal((Delivery.Later, true), (delivery, why.Contains("do not go to", StringComparison.Ordinal)));
    }

    private static Notice Notice(string text) => new() { At = DateTimeOffset.UnixEpoch, Tenant = "main", Subject = "ups:rack", Title = "Rack", Text = text };

    private static IEnumerable<string?> Texts(string body) =>
        JsonDocument.Parse(body).RootElement.GetProperty("notices").EnumerateArray().Select(each => each.GetProperty("text").GetString());

    private WebhookNotices Notices(string? discord, string webhook) =>
        new(Options.Create(new NotifyOptions { Discord = new(discord), Webhook = new(webhook), Name = "cellar" }), _time, NullLogger<WebhookNotices>.Instance);
}

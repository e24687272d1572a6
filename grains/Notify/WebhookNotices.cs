using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NasOrleans.Secrets;

namespace NasOrleans.Notify;

/// <summary>Sends notices to the webhooks of the settings, each place at its own pace.</summary>
internal sealed class WebhookNotices : INotices, IAsyncDisposable
{
    private readonly WebhookChannel[] _channels;

    public WebhookNotices(IOptions<NotifyOptions> options, TimeProvider time, ILogger<WebhookNotices> log)
    {
        var set = options.Value;
        _channels = [.. Channels()];

        IEnumerable<WebhookChannel> Channels()
        {
            if (!set.Discord.IsEmpty) yield return new(new(set.Discord, time), (notices, dropped) => NoticeRules.ForDiscord(notices, set.Name, dropped), time, log);
            if (!set.Webhook.IsEmpty) yield return new(new(set.Webhook, time), (notices, dropped) => NoticeRules.ForAnybody(notices, set.Name, dropped), time, log);
        }
    }

    public void Post(Notice notice)
    {
        foreach (var channel in _channels) channel.Add(notice);
    }

    public Task FlushAsync(TimeSpan atMost) => Task.WhenAll(_channels.Select(channel => channel.FlushAsync(atMost)));

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in _channels) await channel.DisposeAsync();
    }
}

using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace NasOrleans.Notify;

/// <summary>One place that notices go to: what waits for it, and the one who sends.</summary>
internal sealed partial class WebhookChannel : IAsyncDisposable
{
    private static readonly TimeSpan PauseInAHurry = TimeSpan.FromMilliseconds(500);

    private readonly WebhookPost _post;
    private readonly Func<IReadOnlyList<Notice>, int, string> _write;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly NoticeQueue _queue;
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Channel<bool> _hurry = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _sending;
    private volatile TaskCompletionSource? _flushed;
    private int _failures;

    public WebhookChannel(WebhookPost post, Func<IReadOnlyList<Notice>, int, string> write, TimeProvider time, ILogger log)
    {
        (_post, _write, _time, _log, _queue) = (post, write, time, log, new(time));
        _sending = Task.Run(SendAllAsync);
    }

    public void Add(Notice notice)
    {
        _queue.Add(notice);
        _news.Writer.TryWrite(true);
    }

    public async Task FlushAsync(TimeSpan atMost)
    {
        var flushed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _flushed = flushed;
        if (!_queue.IsEmpty)
        {
            _hurry.Writer.TryWrite(true);
            await Task.WhenAny(flushed.Task, Task.Delay(atMost, _time));
        }

        _flushed = null;
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _sending;
        _post.Dispose();
        _ending.Dispose();
    }

    private async Task SendAllAsync()
    {
        try
        {
            while (await _news.Reader.WaitToReadAsync(_ending.Token))
            {
                _news.Reader.TryRead(out _);
                while (_queue.Peek() is { Next.Count: > 0 } waiting) await SendAsync(waiting.Next, waiting.Dropped);
                _flushed?.TrySetResult();
            }
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            // What still waits is lost with the process; whoever cared flushed before.
        }
    }

    private async Task SendAsync(IReadOnlyList<Notice> notices, int dropped)
    {
        var (delivery, why, pause) = await _post.SendAsync(_write(notices, dropped), _ending.Token);
        if (delivery == Delivery.Later)
        {
            if (_failures++ == 0) LogLater(_post.Host, why);
            await RestAsync(NoticeRules.Pause(_failures, pause));
            return;
        }

        if (delivery == Delivery.Never) LogNever(_post.Host, notices.Count, why);
        else if (_failures > 0) LogAgain(_post.Host, _failures);
        _failures = 0;
        _queue.Sent(notices, dropped);
    }

    // Cut short by whoever is in a hurry.
    private async Task RestAsync(TimeSpan pause)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
        var hurried = _hurry.Reader.WaitToReadAsync(enough.Token).AsTask();
        await Task.WhenAny(hurried, Task.Delay(_flushed is null ? pause : PauseInAHurry, _time, enough.Token));
        _hurry.Reader.TryRead(out _);
        await enough.CancelAsync();
        _ending.Token.ThrowIfCancellationRequested();
    }

    [LoggerMessage(LogEvents.NoticeLater, LogLevel.Warning, "Notices to {Host} cannot be sent and wait: {Why}")]
    private partial void LogLater(string host, string why);

    [LoggerMessage(LogEvents.NoticeAgain, LogLevel.Information, "Notices to {Host} are sent again, after {Failures} failures")]
    private partial void LogAgain(string host, int failures);

    [LoggerMessage(LogEvents.NoticeNever, LogLevel.Error, "{Count} notices were refused by {Host} and are dropped: {Why}")]
    private partial void LogNever(string host, int count, string why);
}

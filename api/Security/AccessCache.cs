using Microsoft.Extensions.Options;
using NasOrleans.Access;
using NasOrleans.Api.Errors;
using Orleans;

namespace NasOrleans.Api.Security;

/// <summary>
/// The access data at hand, so that checking a request costs no call. Read again when older than a second; when it cannot
/// be read the last known serves for some minutes, after which nobody comes in.
/// </summary>
internal sealed partial class AccessCache(
    IGrainFactory grains, IOptions<ApiOptions> options, TimeProvider time, ILogger<AccessCache> logger) : IDisposable
{
    private static readonly TimeSpan PullLimit = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _gate = new(1);
    private volatile Held? _held;
    private long _failedAt;
    private bool _failing;

    private sealed record Held(AccessSnapshot Snapshot, long At);

    public async ValueTask<AccessSnapshot> GetAsync(CancellationToken cancellationToken)
    {
        if (_held is { } held && IsFresh(held)) return held.Snapshot;
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_held is { } current && (IsFresh(current) || (JustFailed && IsUsable(current)))) return current.Snapshot;
            // Those who waited here while it failed are told the same, instead of each waiting out a pull of its own.
            return JustFailed ? throw Unavailable(cause: null) : await PullAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Reads anew now, after a change made on this node. The change is done, so neither a caller that hangs up nor a failure stops here.</summary>
    public async Task RefreshAsync()
    {
        await _gate.WaitAsync();
        try
        {
            await PullAsync();
        }
        catch (UnavailableException)
        {
            // Logged where it failed; the next request reads again.
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task<AccessSnapshot> PullAsync()
    {
        try
        {
            var asked = time.GetTimestamp();
            var snapshot = await grains.Access(TenantId.Main).GetSnapshot().WaitAsync(PullLimit, time);
            _held = new(snapshot, asked);
            if (_failing) LogRecovered();
            _failing = false;
            return snapshot;
        }
        catch (Exception exception)
        {
            if (!_failing) LogStale(exception);
            (_failing, _failedAt) = (true, time.GetTimestamp());
            if (_held is { } held && IsUsable(held)) return held.Snapshot;
            throw Unavailable(exception);
        }
    }

    private static UnavailableException Unavailable(Exception? cause) => new("It cannot be checked at the moment who you are.", cause);

    private bool JustFailed => _failing && time.GetElapsedTime(_failedAt) < options.Value.AccessRefresh;

    private bool IsFresh(Held held) => time.GetElapsedTime(held.At) < options.Value.AccessRefresh;

    private bool IsUsable(Held held) => time.GetElapsedTime(held.At) < options.Value.AccessMaxAge;

    [LoggerMessage(LogEvents.AccessStale, LogLevel.Error, "Users and keys cannot be read; the last known ones serve for a limited time")]
    private partial void LogStale(Exception exception);

    [LoggerMessage(LogEvents.AccessRecovered, LogLevel.Information, "Users and keys can be read again")]
    private partial void LogRecovered();
}

using System.Threading.Channels;
using Microsoft.Extensions.Options;
using NasOrleans.Fleet;
using NasOrleans.Silo.Configuration;
using Orleans;

namespace NasOrleans.Silo.Hosting;

/// <summary>
/// Keeps everything on the rosters awake: at the start, whenever silos come or go, and every few seconds. It is mandatory even
/// for grains whose own silo is fine: when another silo dies, the ones whose directory entry lived there sleep as well.
/// </summary>
internal sealed partial class Waker(
    IGrainFactory grains, IMembershipChanges membership, IOptions<WakerOptions> options, WakerMetrics metrics, TimeProvider time, ILogger<Waker> logger)
    : BackgroundService
{
    // A change asks anew whatever another silo asked a moment ago; several changes at once still make one round.
    private static readonly TimeSpan AfterChange = TimeSpan.FromSeconds(1);

    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly bool[] _failing = new bool[GrainKeys.Rosters];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var watch = WatchAsync(stoppingToken);
        var interval = AfterChange;
        while (!stoppingToken.IsCancellationRequested)
        {
            await RoundAsync(interval, stoppingToken);
            interval = await NextAsync(stoppingToken) ? AfterChange : options.Value.Interval;
        }

        await watch;
    }

    private async Task RoundAsync(TimeSpan interval, CancellationToken stoppingToken)
    {
        var started = time.GetTimestamp();
        var reports = await Task.WhenAll(Enumerable.Range(0, GrainKeys.Rosters).Select(roster => AskAsync(roster, interval, stoppingToken)));
        if (stoppingToken.IsCancellationRequested) return;
        metrics.Round(time.GetElapsedTime(started), reports);
    }

    private async Task<RosterReport?> AskAsync(int roster, TimeSpan interval, CancellationToken stoppingToken)
    {
        try
        {
            var report = await grains.Roster(roster).EnsureAwake(interval).WaitAsync(options.Value.Patience, time, stoppingToken);
            if (_failing[roster]) LogRecovered(roster);
            _failing[roster] = false;
            return report;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception exception)
        {
            if (!_failing[roster]) LogFailed(roster, exception);
            _failing[roster] = true;
            return null;
        }
    }

    /// <summary>Waits for the next round; true when a change of membership brought it forward.</summary>
    private async Task<bool> NextAsync(CancellationToken stoppingToken)
    {
        // Spread, so that the silos of a cluster do not ask in step.
        var delay = options.Value.Interval * (1 + Random.Shared.NextDouble());
        using var pause = new CancellationTokenSource(delay, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(pause.Token, stoppingToken);
        try
        {
            return await _changes.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task WatchAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var _ in membership.Versions(stoppingToken)) _changes.Writer.TryWrite(true);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        catch (Exception exception)
        {
            // The regular rounds go on without it.
            LogBlind(exception);
        }
    }

    [LoggerMessage(LogEvents.WakerFailed, LogLevel.Error, "Roster {Roster} did not answer, what is on it may sleep")]
    private partial void LogFailed(int roster, Exception exception);

    [LoggerMessage(LogEvents.WakerRecovered, LogLevel.Information, "Roster {Roster} answers again")]
    private partial void LogRecovered(int roster);

    [LoggerMessage(LogEvents.WakerBlind, LogLevel.Error, "Changes of cluster membership are no longer seen")]
    private partial void LogBlind(Exception exception);
}

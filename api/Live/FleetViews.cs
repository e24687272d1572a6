using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Orleans;

namespace NasOrleans.Api.Live;

/// <summary>Keeps each tenant's view up to date for as long as the process runs.</summary>
internal sealed partial class FleetViews(
    IGrainFactory grains, IOptions<ApiOptions> options, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<FleetViews> logger)
    : BackgroundService
{
    private readonly ConcurrentDictionary<TenantId, FleetView> _views = new();
    private bool _failing;

    public FleetView Of(TenantId tenant) => _views.GetOrAdd(tenant, id => new FleetView(id, grains, options, time));

    public override void Dispose()
    {
        base.Dispose();
        foreach (var view in _views.Values) view.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Being stopped, even before the start came about, is no failure of the host.
        await Started(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Of(TenantId.Main);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.WhenAll(_views.Values.Select(view => view.PullAsync(stoppingToken)));
                if (_failing) LogRecovered();
                _failing = false;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                if (!_failing) LogFailed(exception);
                _failing = true;
            }

            await Task.Delay(options.Value.ViewInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Until then the runtime that carries the grains may not be up.
    private Task Started(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lifetime.ApplicationStarted.Register(started.SetResult);
        return started.Task.WaitAsync(stoppingToken);
    }

    [LoggerMessage(LogEvents.ViewFailed, LogLevel.Error, "The fleet does not answer; lists show it as it was")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(LogEvents.ViewRecovered, LogLevel.Information, "The fleet answers again")]
    private partial void LogRecovered();
}

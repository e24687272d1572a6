using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using NasOrleans.Api.Power.Metrics;
using Orleans;

namespace NasOrleans.Api.Power.Live;

/// <summary>Keeps each tenant's view of its power up to date for as long as the process runs.</summary>
internal sealed partial class PowerViews(
    IGrainFactory grains, IOptions<ApiOptions> options, IOptions<JsonOptions> json, TimeProvider time, IHostApplicationLifetime lifetime, IMeterFactory meters, ILogger<PowerViews> logger)
    : BackgroundService
{
    private readonly ConcurrentDictionary<TenantId, PowerView> _views = new();
    private bool _failing;
    private int _silent;

    public IEnumerable<PowerView> All => _views.Values;

    public TimeSpan Since(long at) => time.GetElapsedTime(at);

    public PowerView Of(TenantId tenant) => _views.GetOrAdd(tenant, id => new PowerView(id, grains, options.Value, json.Value.SerializerOptions, time));

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
        new PowerMetrics(this).Register(meters.Create("NasOrleans"));
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.WhenAll(_views.Values.Select(view => view.PullAsync(stoppingToken)));
                if (_failing) LogRecovered();
                _failing = false;
                TellSilent(_views.Values.Sum(view => view.Silent));
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                if (!_failing) LogFailed(exception);
                _failing = true;
            }

            await Task.Delay(options.Value.ViewInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void TellSilent(int silent)
    {
        if (silent != _silent) LogSilent(silent);
        _silent = silent;
    }

    // Until then the runtime that carries the grains may not be up.
    private Task Started(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lifetime.ApplicationStarted.Register(started.SetResult);
        return started.Task.WaitAsync(stoppingToken);
    }

    [LoggerMessage(LogEvents.PowerViewFailed, LogLevel.Error, "The power directory does not answer; lists and metrics of power show what was last heard")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(LogEvents.PowerViewRecovered, LogLevel.Information, "The power directory answers again")]
    private partial void LogRecovered();

    [LoggerMessage(LogEvents.PowerSilent, LogLevel.Warning, "{Silent} power sources and groups do not answer; they are shown as last heard of")]
    private partial void LogSilent(int silent);
}

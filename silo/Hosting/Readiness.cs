namespace NasOrleans.Silo.Hosting;

/// <summary>
/// Ready from the moment everything has started, storage and actor runtime included, until the stop signal. On the way out it
/// goes first, and the host stays for the drain time, so that a load balancer turns away before doors close.
/// </summary>
internal sealed partial class Readiness(IHostApplicationLifetime lifetime, TimeProvider time, TimeSpan drainTime, ILogger<Readiness> logger) : IHostedLifecycleService
{
    public bool IsReady => lifetime.ApplicationStarted.IsCancellationRequested && !lifetime.ApplicationStopping.IsCancellationRequested;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (!lifetime.ApplicationStarted.IsCancellationRequested) return;
        LogStopping(drainTime.TotalSeconds);
        if (drainTime == TimeSpan.Zero) return;
        try
        {
            await Task.Delay(drainTime, time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The time for the whole stop is used up; what is left of it belongs to the others.
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogEvents.Stopping, LogLevel.Information, "Stopping: no longer ready, requests are still taken for {Seconds} s")]
    private partial void LogStopping(double seconds);
}

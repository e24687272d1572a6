namespace NasOrleans.Silo.Hosting;

/// <summary>
/// Ready from the moment everything has started, storage and actor runtime included, until the stop signal. On the way out it
/// goes first, and the host stays for the drain time, so that a load balancer turns away before doors close.
/// </summary>
internal sealed class Readiness(IHostApplicationLifetime lifetime, TimeProvider time, TimeSpan drainTime) : IHostedLifecycleService
{
    public bool IsReady => lifetime.ApplicationStarted.IsCancellationRequested && !lifetime.ApplicationStopping.IsCancellationRequested;

    public Task StoppingAsync(CancellationToken cancellationToken) =>
        drainTime > TimeSpan.Zero && lifetime.ApplicationStarted.IsCancellationRequested
            ? Task.Delay(drainTime, time, cancellationToken).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default)
            : Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

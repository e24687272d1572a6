using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace NasOrleans.History;

public static class OpenAtStartExtensions
{
    /// <summary>Opens storage before anything else starts, so that a fault stops the host and not the first caller.</summary>
    public static IServiceCollection OpenAtStart(this IServiceCollection services, Func<IServiceProvider, CancellationToken, Task> open) =>
        services.AddSingleton<IHostedService>(provider => new Opener(provider, open));

    private sealed class Opener(IServiceProvider provider, Func<IServiceProvider, CancellationToken, Task> open) : IHostedLifecycleService
    {
        public Task StartingAsync(CancellationToken cancellationToken) => open(provider, cancellationToken);

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.TestingHost;

namespace NasOrleans.Tests;

public sealed partial class GrainHost
{
    private readonly InProcessTestCluster _cluster;

    private GrainHost(InProcessTestCluster cluster) => _cluster = cluster;

    public IGrainFactory Grains => _cluster.Client;

    public IServiceProvider Services => _cluster.GetSiloServiceProvider();

    /// <summary>Deactivates the grain, if it is in memory, and waits for the end of that.</summary>
    public Task DeactivateAsync(IAddressable grain) => _cluster.DeactivateAsync(grain);

    public Task StopAsync(CancellationToken cancellationToken = default) => _cluster.StopSilosAsync().WaitAsync(cancellationToken);

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    // The grain assemblies need not be named here: Orleans finds those that its code generator marked.
    private static async Task<GrainHost> StartOnRuntimeAsync(GrainHostOptions options)
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton(options.Time);
            silo.Services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
            silo.Services.AddKeyedSingleton(StorageName, options.Storage);
            silo.Configure<GrainCollectionOptions>(collection =>
            {
                collection.CollectionAge = options.CollectionAge;
                collection.CollectionQuantum = options.CollectionQuantum;
            });
            silo.Configure<SiloMessagingOptions>(messaging =>
            {
                messaging.ResponseTimeout = options.ResponseTimeout;
                messaging.MaxEnqueuedRequestsHardLimit = options.MaxMailboxLength;
                // As the silo sets it.
                messaging.MaxForwardCount = 20;
            });
            options.Services(silo.Services);
        });
        builder.ConfigureClient(client => client.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = options.ResponseTimeout));
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new GrainHost(cluster);
    }
}

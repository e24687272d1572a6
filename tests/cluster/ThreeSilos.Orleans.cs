using Microsoft.Extensions.DependencyInjection;
using NasOrleans.History;
using NasOrleans.Secrets;
using NasOrleans.Silo.Hosting;
using NasOrleans.Systems;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Storage;
using Orleans.TestingHost;

namespace NasOrleans.Tests.Cluster;

/// <summary>Three silos in one process on one storage, each with its waker, that notice a dead one within seconds.</summary>
public sealed class ThreeSilos : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;

    private ThreeSilos(InProcessTestCluster cluster, MemoryStorage storage) => (_cluster, Storage) = (cluster, storage);

    public MemoryStorage Storage { get; }

    public IGrainFactory Grains => _cluster.Client;

    public static async Task<ThreeSilos> StartAsync()
    {
        var storage = new MemoryStorage();
        var builder = new InProcessTestClusterBuilder(3);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddKeyedSingleton<IGrainStorage>(StorageNames.State, storage);
            silo.Services.AddGrainServices();
            silo.Services.AddSingleton(new SecretBox(SecretKey.FromValue(Convert.ToBase64String(new byte[SecretKey.Length]))));
            silo.Services.Configure<SystemOptions>(options => options.TickPeriod = TimeSpan.FromSeconds(1));
            silo.Services.AddSingleton<IEventLog, NoEventLog>();
            silo.Services.AddSingleton<WakerMetrics>();
            silo.Services.AddSingleton<IMembershipChanges, Membership>();
            silo.Services.AddHostedService<Waker>();
            silo.Configure<ClusterMembershipOptions>(membership =>
            {
                membership.ProbeTimeout = TimeSpan.FromSeconds(1);
                membership.NumMissedProbesLimit = 2;
                membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);
            });
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new(cluster, storage);
    }

    public async Task AddSystemsAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var system = Grains.System(TenantId.Main, new($"nas-{i}"));
            await Grains.RosterOf(system).Add(system.GetGrainId().ToString());
            await system.Add(new() { Name = $"nas-{i}" });
        }
    }

    /// <summary>Kills a silo without a good-bye; the client's gateway is not it.</summary>
    public Task KillOneAsync() => _cluster.KillSiloAsync(_cluster.Silos[^1]);

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    private sealed class NoEventLog : IEventLog
    {
        public void Post(HistoryEvent happened)
        {
        }

        public Task<IReadOnlyList<HistoryEvent>> ReadAsync(EventQuery query, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<HistoryEvent>>([]);
    }
}

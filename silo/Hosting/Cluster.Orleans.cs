using System.Globalization;
using System.Net;
using System.Net.Sockets;
using NasOrleans.Silo.Configuration;
using NasOrleans.Silo.Storage;
using Npgsql;
using Orleans.Configuration;
using Orleans.Hosting;
using ClusterIds = Orleans.Configuration.ClusterOptions;
using ClusterSettings = NasOrleans.Silo.Configuration.ClusterOptions;

namespace NasOrleans.Silo.Hosting;

/// <summary>How silos and clients of one cluster find each other, and what a silo alone does in place of it.</summary>
internal static class Cluster
{
    // Both AdoNet providers find their driver by this name, and our schema of theirs through the search path.
    private const string Invariant = "Npgsql";
    private const string Schema = "orleans";

    /// <summary>
    /// One silo, alone: membership in memory, loopback only. The ids are explicit because they are part of every stored row, and
    /// the ports are free ones, so that two installations on one host do not meet.
    /// </summary>
    public static void StandAlone(this ISiloBuilder silo, ClusterSettings cluster)
    {
        var (siloPort, gatewayPort) = FreePorts();
        silo.UseLocalhostClustering(siloPort, gatewayPort, primarySiloEndpoint: null, cluster.ServiceId, cluster.ClusterId);
    }

    public static void JoinCluster(this ISiloBuilder silo, NasSettings settings)
    {
        var cluster = settings.Cluster;
        var connection = OrleansConnection(settings);
        silo.Configure<ClusterIds>(ids => Identify(ids, cluster));
        silo.UseAdoNetClustering((AdoNetClusteringSiloOptions options) => (options.Invariant, options.ConnectionString) = (Invariant, connection));
        silo.AddAdoNetGrainStorage(StorageNames.State, (AdoNetGrainStorageOptions options) =>
        {
            (options.Invariant, options.ConnectionString) = (Invariant, connection);
            options.GrainStorageSerializer = new StateSerializer();
        });
        silo.Configure<EndpointOptions>(endpoint =>
        {
            endpoint.SiloPort = cluster.SiloPort;
            endpoint.GatewayPort = cluster.GatewayPort;
            if (cluster.AdvertisedAddress is not { } address) return;
            endpoint.AdvertisedIPAddress = IPAddress.Parse(address);
            var any = endpoint.AdvertisedIPAddress.AddressFamily is AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any;
            endpoint.SiloListeningEndpoint = new IPEndPoint(any, cluster.SiloPort);
            endpoint.GatewayListeningEndpoint = new IPEndPoint(any, cluster.GatewayPort);
        });
        silo.Configure<ClusterMembershipOptions>(membership => Tune(membership, cluster));
        silo.Configure<ClusterMembershipOptions>(ByName(cluster));
    }

    public static void JoinCluster(this IClientBuilder client, NasSettings settings)
    {
        var connection = OrleansConnection(settings);
        client.Configure<ClusterIds>(ids => Identify(ids, settings.Cluster));
        client.UseAdoNetClustering((AdoNetClusteringClientOptions options) => (options.Invariant, options.ConnectionString) = (Invariant, connection));
        client.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = settings.Cluster.ResponseTimeout);
        client.UseConnectionRetryFilter(RetryAsync);
        client.AddActivityPropagation();
    }

    private static void Identify(ClusterIds ids, ClusterSettings cluster) => (ids.ServiceId, ids.ClusterId) = (cluster.ServiceId, cluster.ClusterId);

    private static void Tune(ClusterMembershipOptions membership, ClusterSettings cluster)
    {
        membership.ProbeTimeout = cluster.ProbeTimeout;
        membership.NumMissedProbesLimit = cluster.MissedProbes;
        membership.NumVotesForDeathDeclaration = cluster.Votes;
        membership.TableRefreshTimeout = cluster.TableInterval;
        membership.IAmAliveTablePublishTimeout = cluster.TableInterval;
    }

    // Not every release has this option, so it is bound by its name: where it is missing nothing happens.
    private static IConfigurationRoot ByName(ClusterSettings cluster) => new ConfigurationBuilder()
        .AddInMemoryCollection([new("EnableConnectionLivenessCheck", cluster.ConnectionLivenessCheck.ToString(CultureInfo.InvariantCulture))])
        .Build();

    // No silo may be up yet; the process waits for the first one and is not ready until then.
    private static async Task<bool> RetryAsync(Exception exception, CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellationToken);
        return true;
    }

    private static string OrleansConnection(NasSettings settings) =>
        new NpgsqlConnectionStringBuilder(settings.Storage.Connection) { SearchPath = Schema }.ConnectionString;

    // Held open at the same time, so that the two differ.
    private static (int Silo, int Gateway) FreePorts()
    {
        using var first = new TcpListener(IPAddress.Loopback, 0);
        using var second = new TcpListener(IPAddress.Loopback, 0);
        first.Start();
        second.Start();
        return (((IPEndPoint)first.LocalEndpoint).Port, ((IPEndPoint)second.LocalEndpoint).Port);
    }
}

using NasOrleans.Api.Security;
using NasOrleans.Silo.Configuration;
using Orleans.Configuration;
using Orleans.Dashboard;
using Orleans.Hosting;

namespace NasOrleans.Silo.Hosting;

/// <summary>The grains on Orleans: in this process, on a cluster of silos, or reached as a client.</summary>
internal static class Actors
{
    // By default a call is refused when it meets a grain on its way out for the second time; an order to shut down must not be.
    private const int MaxForwards = 20;

    public static void AddActors(this WebApplicationBuilder builder, NasSettings settings)
    {
        builder.Services.AddGrainServices();
        if (settings.Role is ProcessRole.Api)
        {
            builder.UseOrleansClient(client =>
            {
                client.JoinCluster(settings);
                if (settings.Cluster.Dashboard) client.AddDashboard(Quiet);
            });
            return;
        }

        builder.UseOrleans(silo =>
        {
            if (settings.Role is ProcessRole.All) silo.StandAlone(settings.Cluster);
            else silo.JoinCluster(settings);
            silo.AddActivityPropagation();
            silo.Configure<SiloMessagingOptions>(messaging => messaging.MaxForwardCount = MaxForwards);
            if (settings.Cluster.Dashboard) silo.AddDashboard(Quiet);
        });
        builder.Services.AddSingleton<IMembershipChanges, Membership>();
    }

    /// <summary>The runtime's own dashboard shows state and live logs, so it is for administrators, and only when asked for.</summary>
    public static void MapActors(this WebApplication app, NasSettings settings)
    {
        if (settings.Cluster.Dashboard) app.MapOrleansDashboard("/orleans").RequireAuthorization(Policies.Admin);
    }

    // Its live log would show to a browser what only the log files are meant to hold.
    private static void Quiet(DashboardOptions options) => options.HideTrace = true;
}

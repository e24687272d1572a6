using NasOrleans.Silo.Configuration;
using Orleans.Hosting;

namespace NasOrleans.Silo.Hosting;

/// <summary>The grains on the one-process runtime.</summary>
internal static class Actors
{
    public static void AddActors(this WebApplicationBuilder builder, NasSettings settings)
    {
        builder.Services.AddGrainServices();
        builder.Services.AddSolo(configure: null, typeof(GrainServices).Assembly);
        builder.Services.AddSingleton<IMembershipChanges, Membership>();
    }

    /// <summary>What the runtime itself shows over HTTP: nothing here.</summary>
    public static void MapActors(this WebApplication app, NasSettings settings)
    {
    }
}

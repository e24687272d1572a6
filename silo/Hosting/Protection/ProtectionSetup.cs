using Microsoft.AspNetCore.Http.HttpResults;
using NasOrleans.History;
using Orleans.Storage;

namespace NasOrleans.Silo.Hosting;

/// <summary>What stands where storage, history and most of the API would.</summary>
internal static class ProtectionSetup
{
    public static void AddProtectionOnly(this IServiceCollection services, ProtectionOnly only)
    {
        services.AddSingleton(only);
        services.AddKeyedSingleton<IGrainStorage>(StorageNames.State, new UnavailableStorage(only));
        var history = new UnavailableHistory(only);
        services.AddSingleton<IAuditLog>(history).AddSingleton<IEventLog>(history).AddSingleton<IMetricStore>(history).AddSingleton<IMetricLog>(history);
        services.AddHostedService<ProtectionWatch>();
    }

    /// <summary>Before anything that would ask the storage, so that the answer is the same for everybody, and quick.</summary>
    public static void UseProtectionGate(this WebApplication app)
    {
        if (app.Services.GetService<ProtectionOnly>() is not { } only) return;
        app.Use((http, next) => ProtectionRules.IsServed(http.Request.Path.Value ?? "") ? next(http) : Refused(only).ExecuteAsync(http));
    }

    private static ProblemHttpResult Refused(ProtectionOnly only) => TypedResults.Problem(
        statusCode: StatusCodes.Status503ServiceUnavailable, type: "urn:nasorleans:problem:protection-only",
        title: "Only the power is watched", detail: $"The storage cannot be used ({only.Cause.Fault}), so that nothing but power and health is answered.");
}

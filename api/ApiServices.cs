using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using NasOrleans.Api.Audit;
using NasOrleans.Api.Commands;
using NasOrleans.Api.Connections;
using NasOrleans.Api.Drives;
using NasOrleans.Api.Errors;
using NasOrleans.Api.Limits;
using NasOrleans.Api.Live;
using NasOrleans.Api.OpenApi;
using NasOrleans.Api.Power.Groups;
using NasOrleans.Api.Power.Live;
using NasOrleans.Api.Power.Sources;
using NasOrleans.Api.Resources;
using NasOrleans.Api.Security;
using NasOrleans.Api.Security.Sessions;
using NasOrleans.Api.Systems;

namespace NasOrleans.Api;

public static class ApiServices
{
    /// <summary>The HTTP surface. Beside it the container must hold an actor runtime or client, a history, and a clock.</summary>
    public static IServiceCollection AddNasApi(this IServiceCollection services, Action<ApiOptions>? configure = null)
    {
        services.AddOptions<ApiOptions>().Configure(options => configure?.Invoke(options)).ValidateDataAnnotations().ValidateOnStart();
        services.ConfigureOptions<ApiJson>().ConfigureOptions<ServerLimits>();
        services.TryAddSingleton(TimeProvider.System);

        services.AddSingleton<IProblemDetailsWriter, ProblemWriter>().AddProblemDetails().AddExceptionHandler<ApiExceptionHandler>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);

        services.AddNasSchemes();
        services.AddAuthorization(Policies.Add);
        services.AddDataProtection().SetApplicationName("NasOrleans");
        services.AddSingleton<SessionCookie>()
            .AddSingleton<IConfigureOptions<CookieAuthenticationOptions>>(provider => provider.GetRequiredService<SessionCookie>())
            .AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => provider.GetRequiredService<SessionCookie>());
        services.AddRateLimiter().ConfigureOptions<RateLimits>();

        services.AddSingleton<PasswordWork>().AddSingleton<AuditTrail>().AddSingleton<FeedLimits>().AddSingleton<SystemCommands>().AddSingleton<DriveCommands>()
            .AddSingleton<ConnectionCommands>().AddSingleton<ConnectionDirectory>()
            .AddSingleton<ResourceIndex>().AddSingleton<DetailSource>().AddSingleton<ResourceBook>().AddSingleton<CommandDesk>()
            .AddSingleton<FleetViews>().AddSingleton<PowerViews>().AddSingleton<PowerSourceCommands>().AddSingleton<UpsDesk>().AddSingleton<PowerGroupCommands>();
        services.AddHostedService(provider => provider.GetRequiredService<AuditTrail>());
        return services.AddNasOpenApi();
    }

    /// <summary>Keeps the fleet's view up to date. Only for a process that goes on serving: it asks the fleet each second, and with that wakes it.</summary>
    public static IServiceCollection AddLiveFleet(this IServiceCollection services) =>
        services.AddHostedService(provider => provider.GetRequiredService<FleetViews>());

    /// <summary>Keeps the view of the power up to date, also for the metrics. It needs no storage, and so also runs where none can be used.</summary>
    public static IServiceCollection AddLivePower(this IServiceCollection services) =>
        services.AddHostedService(provider => provider.GetRequiredService<PowerViews>());
}

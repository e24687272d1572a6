using Microsoft.AspNetCore.Authentication;
using NasOrleans.Api.Security.Keys;
using NasOrleans.Api.Security.Sessions;

namespace NasOrleans.Api.Security;

/// <summary>The three ways in: a session cookie, an API key, the administrator's socket.</summary>
internal static class Schemes
{
    public const string Selector = "nas";
    public const string Session = "session";
    public const string Key = "key";
    public const string Local = "local";

    public static AuthenticationBuilder AddNasSchemes(this IServiceCollection services)
    {
        services.AddSingleton<AccessCache>().AddScoped<SessionEvents>();
        return services.AddAuthentication(Selector)
            .AddPolicyScheme(Selector, displayName: null, options => options.ForwardDefaultSelector = Select)
            .AddCookie(Session, options => options.EventsType = typeof(SessionEvents))
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(Key, configureOptions: null)
            .AddScheme<AuthenticationSchemeOptions, LocalAdministratorHandler>(Local, configureOptions: null);
    }

    // A request that shows a key is judged by the key alone, so that a bad key is never hidden by a good cookie.
    private static string Select(HttpContext http) =>
        http.IsLocalCaller ? Local : ApiKeyHandler.IsPresent(http.Request) ? Key : Session;
}

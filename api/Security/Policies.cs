using Microsoft.AspNetCore.Authorization;
using NasOrleans.Access;

namespace NasOrleans.Api.Security;

/// <summary>What a route may demand. Every route names one; a route that names none is refused to everybody without a role.</summary>
public static class Policies
{
    public const string Viewer = "viewer";
    public const string Operator = "operator";
    public const string Admin = "admin";

    /// <summary>Reporting in: ingest keys, and whoever may operate.</summary>
    public const string Ingest = "ingest";

    /// <summary>Somebody, whatever the role.</summary>
    public const string Any = "any";

    internal static void Add(AuthorizationOptions options)
    {
        options.AddPolicy(Viewer, Allow(Role.Viewer, Role.Operator, Role.Admin));
        options.AddPolicy(Operator, Allow(Role.Operator, Role.Admin));
        options.AddPolicy(Admin, Allow(Role.Admin));
        options.AddPolicy(Ingest, Allow(Role.Ingest, Role.Operator, Role.Admin));
        options.AddPolicy(Any, Allow(Enum.GetValues<Role>()));
        options.FallbackPolicy = options.GetPolicy(Any);
    }

    private static AuthorizationPolicy Allow(params Role[] roles) =>
        new AuthorizationPolicyBuilder(Schemes.Selector).RequireRole(roles.Select(role => role.ToString())).Build();
}

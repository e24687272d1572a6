namespace NasOrleans.Simulators.TrueNas.Methods;

/// <summary>The roles that say more than their name.</summary>
internal static class Roles
{
    /// <summary>Whoever is logged in.</summary>
    public const string Any = "*";

    public const string FullAdmin = "FULL_ADMIN";

    /// <summary>Holds every role that ends in _READ.</summary>
    public const string ReadonlyAdmin = "READONLY_ADMIN";
}

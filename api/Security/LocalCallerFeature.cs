namespace NasOrleans.Api.Security;

/// <summary>
/// Lies among the features of a connection that came in over the admin socket, which only the owner of the data folder can
/// open: its requests need no key, they are the local administrator's.
/// </summary>
public sealed class LocalCallerFeature
{
    /// <summary>The name of the local administrator, as the audit shows it.</summary>
    public const string Actor = "local";
}

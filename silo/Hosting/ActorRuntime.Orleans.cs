using NasOrleans.Silo.Configuration;

namespace NasOrleans.Silo.Hosting;

/// <summary>The runtime this program was built on.</summary>
internal static class ActorRuntime
{
    public const string Name = "Orleans";

    /// <summary>Why this build cannot take the role, or null.</summary>
    public static string? RefuseRole(ProcessRole role) => null;
}

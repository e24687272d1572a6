using NasOrleans.Silo.Configuration;

namespace NasOrleans.Silo.Hosting;

/// <summary>The runtime this program was built on.</summary>
internal static class ActorRuntime
{
    public const string Name = "Solo";

    /// <summary>Why this build cannot take the role, or null.</summary>
    public static string? RefuseRole(ProcessRole role) =>
        $"{Setting.CamelCase(role.ToString())} needs a program built on Orleans, this one is built on Solo, where all is the only role";
}

using NasOrleans.Power.Groups;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Power.Sources;

namespace NasOrleans.Silo.Configuration;

/// <summary>What of power is more than single values.</summary>
internal static class PowerTrees
{
    public const string Sources = "power.sources";
    public const string Groups = "power.groups";
    public const string Keys = "power.keys";
    public const string Passwords = "power.passwords";
    public const string Commands = "power.commands";
    public const string Host = "power.host";

    public static IReadOnlyList<Tree> All { get; } =
    [
        new(Sources, "UPSes on NUT servers and probes, each under its id.", typeof(PowerSourceConfig), IsNamed: true, typeof(SourceSecrets)),
        new(Groups, "Loads, what they hang on and how they go down, each group under its id.", typeof(PowerGroupConfig), IsNamed: true),
        new(Keys, "Files with private SSH keys, each under the name by which steps know it. Also from NAS_POWER_KEYS_name_FILE.", typeof(string), IsNamed: true),
        new(Passwords, "Files with passwords of management controllers, each under its name. Also from NAS_POWER_PASSWORDS_name_FILE.", typeof(string), IsNamed: true),
        new(Commands, "Command lines that steps may run on our own host, each under its name.", typeof(string), IsNamed: true),
        new(Host, "Our own host by SSH, where we run in a container on it.", typeof(SshTarget), IsNamed: false),
    ];
}

/// <summary>What a source proves itself with, as the file says it.</summary>
internal sealed record SourceSecrets
{
    public string? Password { get; init; }

    public string? PasswordFile { get; init; }

    public string? Authorization { get; init; }

    public string? AuthorizationFile { get; init; }
}

using NasOrleans.Systems;
using Orleans;

namespace NasOrleans.Power.Runs.Steps;

/// <summary>What is in memory goes to disk.</summary>
[GenerateSerializer, Immutable, Alias("nas.sync-step")]
public sealed record SyncStep
{
    /// <summary>Our own host when null.</summary>
    [Id(0)] public SshTarget? On { get; init; }
}

/// <summary>A file system is unmounted; one that hangs holds nobody up for longer than the step's timeout.</summary>
[GenerateSerializer, Immutable, Alias("nas.unmount-step")]
public sealed record UnmountStep
{
    [Id(0)] public required string Path { get; init; }

    /// <summary>Such as <c>-f</c>; of those that umount knows, with blanks between.</summary>
    [Id(1)] public string Options { get; init; } = "";

    /// <summary>Taken out of sight at once, and let go of when nobody uses it any more.</summary>
    [Id(2)] public bool Lazy { get; init; }

    /// <summary>Our own host when null.</summary>
    [Id(3)] public SshTarget? On { get; init; }
}

/// <summary>A TrueNAS that is connected here goes down.</summary>
[GenerateSerializer, Immutable, Alias("nas.true-nas-step")]
public sealed record TrueNasStep
{
    [Id(0)] public required SystemId System { get; init; }

    /// <summary>Its apps and virtual machines are stopped first, for at most this long; null leaves that to the NAS.</summary>
    [Id(1)] public TimeSpan? StopWorkloadsFor { get; init; }
}

/// <summary>Any host, told by SSH.</summary>
[GenerateSerializer, Immutable, Alias("nas.host-step")]
public sealed record HostStep
{
    [Id(0)] public required SshTarget On { get; init; }

    /// <summary>Such as <c>sudo -n /sbin/shutdown -h now</c>.</summary>
    [Id(1)] public required string Command { get; init; }
}

/// <summary>A command on our own host. Its text stands in the configuration file, and here is only its name.</summary>
[GenerateSerializer, Immutable, Alias("nas.named-command-step")]
public sealed record CommandStep
{
    [Id(0)] public required string Name { get; init; }
}

/// <summary>Our own host goes off. Always the last step of all.</summary>
[GenerateSerializer, Immutable, Alias("nas.local-host-off-step")]
public sealed record LocalHostOffStep
{
    /// <summary>Name of the command in the configuration file; the one for this purpose when empty.</summary>
    [Id(0)] public string Command { get; init; } = "";
}

using System.Collections.Immutable;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Secrets;

namespace NasOrleans.Power.Runs.Targets;

/// <summary>What this installation gave for its steps: they name it, and never hold it. From the configuration alone, never over the API.</summary>
public sealed record Installation
{
    /// <summary>Private keys for SSH, in OpenSSH form.</summary>
    public ImmutableDictionary<string, Secret> Keys { get; init; } = ImmutableDictionary<string, Secret>.Empty;

    /// <summary>Of management controllers.</summary>
    public ImmutableDictionary<string, Secret> Passwords { get; init; } = ImmutableDictionary<string, Secret>.Empty;

    /// <summary>Command lines for our own host.</summary>
    public ImmutableDictionary<string, string> Commands { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Our own host by SSH, where we run in a container on it; null when we run on it ourselves.</summary>
    public SshTarget? Host { get; init; }

    /// <summary>Our own host may be switched off: the role All.</summary>
    public bool MayGoOff { get; init; }

    /// <summary>Switches our own host off; <c>shutdown -h now</c> when empty.</summary>
    public string OffCommand { get; init; } = "";

    /// <summary>Programs of other hosts are run by <c>sudo -n</c>.</summary>
    public bool Sudo { get; init; }

    /// <summary>Every run is a dry-run.</summary>
    public bool DryRun { get; init; }
}

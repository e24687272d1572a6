using System.ComponentModel;

namespace NasOrleans.Silo.Configuration;

/// <summary>What is said of power in one value; sources, groups and what their steps name lie in <see cref="PowerTrees"/>.</summary>
internal sealed class PowerOptions
{
    [Description("Every run is a rehearsal: all is done but the acts, and every line says so.")]
    public bool DryRun { get; set; }

    [Description("Run what steps need on other hosts by 'sudo -n'.")]
    public bool Sudo { get; set; }

    [Description("Our own host may be switched off by a step; only ever in role all.")]
    public bool HostMayGoOff { get; set; } = true;

    [Description("Command that switches our own host off; 'shutdown -h now' when not given.")]
    public string? OffCommand { get; set; }
}

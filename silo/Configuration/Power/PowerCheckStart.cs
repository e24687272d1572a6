using NasOrleans.Power;
using NasOrleans.Power.Groups;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Power.Sources;
using NasOrleans.Silo.Hosting;

namespace NasOrleans.Silo.Configuration;

/// <summary>The power check of the settings as a source; and beside a NAS of the settings the group that shuts it down once that source is lost.</summary>
internal sealed record PowerCheckStart(SourceStart Source, GroupStart? Group)
{
    /// <summary>Always the same, so that another URL in the settings is the same source moved, not a second one.</summary>
    public const string Id = "power-check";

    /// <summary>Null without a power check.</summary>
    public static PowerCheckStart? Of(NasSettings settings, PowerOrigin origin)
    {
        if (settings.PowerCheck.Url is null) return null;
        var source = new SourceStart(new(Id), ConfigOf(settings.PowerCheck), new PowerSourceSecrets(), origin);
        return new(source, settings.Truenas.Host is null ? null : new GroupStart(new(Id), GroupOf(source.Id), origin));
    }

    private static PowerSourceConfig ConfigOf(PowerCheckOptions check) => new()
    {
        Name = "Power check",
        Probe = new ProbeConfig
        {
            Kind = ProbeKind.Http,
            Target = check.Url ?? "",
            Mode = check.Verified ? ProbeMode.Verified : ProbeMode.Immediate,
            CheckInterval = check.Interval,
            TotalChecks = check.Checks,
        },
    };

    private static PowerGroupConfig GroupOf(PowerSourceId source) => GroupDefaults.Complete(
        new() { Name = "Power check", Loads = [new LoadConfig { Id = ConnectionImport.Id.Value, System = ConnectionImport.Id }] }, Id, [source]);
}

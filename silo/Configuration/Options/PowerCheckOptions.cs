using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using NasOrleans.Power.Sources;

namespace NasOrleans.Silo.Configuration;

/// <summary>A start value: what somebody sets or deletes over the API counts more, and a deleted source does not come back.</summary>
internal sealed class PowerCheckOptions
{
    [Description("URL that answers with one of the 200s as long as there is power; anything else, or nothing, is a failed check. Also from POWER_CHECK_URL.")]
    public string? Url { get; set; }

    [Description("Take it for an outage only once several checks in a row failed; otherwise the first one is. Also from INTERVAL_CHECK_ENABLED.")]
    public bool Verified { get; set; }

    [Description("From one check to the next. Also from CHECK_INTERVAL, in seconds.")]
    [Range(typeof(TimeSpan), "00:01:00", "01:00:00")]
    public TimeSpan Interval { get; set; } = ProbeConfig.DefaultInterval;

    [Description("Failed checks in a row that make an outage when they are verified. Also from TOTAL_CHECKS.")]
    [Range(2, 10)]
    public int Checks { get; set; } = ProbeConfig.DefaultChecks;
}

using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace NasOrleans.Systems;

public sealed class SystemOptions
{
    public const string Section = "systems";

    [Description("Silence after which a system counts as stale.")]
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan StaleAfter { get; set; } = TimeSpan.FromSeconds(120);

    [Description("Silence after which a system counts as offline and an alert is raised.")]
    [Range(typeof(TimeSpan), "00:00:20", "7.00:00:00")]
    public TimeSpan OfflineAfter { get; set; } = TimeSpan.FromSeconds(300);

    [Description("How often each system is judged and reported.")]
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan TickPeriod { get; set; } = TimeSpan.FromSeconds(15);

    internal SystemThresholds Thresholds => new(StaleAfter, OfflineAfter);
}

using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Systems.Polling;

/// <summary>Whether and how NAS systems are asked. A connection's own interval wins over the one here, which is what new ones get.</summary>
public sealed class PollingOptions
{
    public const string Section = "polling";

    /// <summary>Off, no NAS is asked anything, though connections can be edited. The host sets it from the setting <c>enableTruenas</c>.</summary>
    [Browsable(false)]
    public bool Enabled { get; set; } = true;

    [Description("How often a NAS is asked whose connection was made without an interval.")]
    [Range(typeof(TimeSpan), "00:00:05", "1.00:00:00")]
    public TimeSpan Interval { get; set; } = ConnectionConfig.DefaultPollInterval;

    [Description("Connections of one process that are being opened at the same time; the others wait their turn.")]
    [Range(1, 10_000)]
    public int MaxOpening { get; set; } = 100;
}

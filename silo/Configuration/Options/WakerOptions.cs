using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace NasOrleans.Silo.Configuration;

internal sealed class WakerOptions
{
    [Description("Shortest time between two rounds over the rosters; the longest is twice that.")]
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(5);

    [Description("How long a round waits for one roster before it goes on without it.")]
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(10);
}

using System.Globalization;

namespace NasOrleans.Power;

/// <summary>
/// The boot of the host that this process protects, and how long it has lasted. Without an id (a cluster, or a system that has none) boots
/// mean nothing, and what was decided holds wherever a grain wakes.
/// </summary>
internal sealed record HostBoot(string? Id, Func<TimeSpan> Uptime)
{
    private const string IdFile = "/proc/sys/kernel/random/boot_id";
    private const string UptimeFile = "/proc/uptime";

    public static HostBoot OfThisHost() => new(File.Exists(IdFile) ? File.ReadAllText(IdFile).Trim() : null, HostUptime);

    public static HostBoot None { get; } = new(null, HostUptime);

    // Where it cannot be known it limits nothing.
    private static TimeSpan HostUptime() => File.Exists(UptimeFile)
        ? TimeSpan.FromSeconds(double.Parse(File.ReadAllText(UptimeFile).Split(' ')[0], CultureInfo.InvariantCulture))
        : TimeSpan.MaxValue;
}

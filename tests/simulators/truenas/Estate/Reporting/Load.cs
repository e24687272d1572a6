using NasOrleans.Simulators.TrueNas.Estate.Network;

namespace NasOrleans.Simulators.TrueNas.Estate.Reporting;

/// <summary>How busy a system is at a moment: smooth, and the same for whoever asks.</summary>
internal static class Load
{
    public const long Memory = 16L << 30;

    public static double Cpu(NasEstate estate, DateTimeOffset at) => Math.Round(18 + 12 * Wave(estate, at, 300), 2);

    public static long MemoryAvailable(NasEstate estate, DateTimeOffset at) => (long)(Memory * (0.4 + 0.05 * Wave(estate, at, 3600)));

    public static long ArcSize(NasEstate estate, DateTimeOffset at) => (long)(Memory * (0.35 - 0.03 * Wave(estate, at, 3600)));

    public static double ReceivedRate(NasEstate estate, NetworkLink link, DateTimeOffset at) => link.IsUp ? Math.Round(2_000_000 + 1_500_000 * Wave(estate, at, 120), 1) : 0;

    public static double SentRate(NasEstate estate, NetworkLink link, DateTimeOffset at) => link.IsUp ? Math.Round(6_000_000 + 5_000_000 * Wave(estate, at, 180), 1) : 0;

    public static double DiskRead(NasEstate estate, DateTimeOffset at) => Math.Round(9_000_000 + 7_000_000 * Wave(estate, at, 240), 1);

    public static double DiskWrite(NasEstate estate, DateTimeOffset at) => Math.Round(3_000_000 + 2_000_000 * Wave(estate, at, 200), 1);

    private static double Wave(NasEstate estate, DateTimeOffset at, int seconds) =>
        Math.Sin((at.ToUnixTimeMilliseconds() / 1000.0 + estate.Appliance.Number * 37) * 2 * Math.PI / seconds);
}

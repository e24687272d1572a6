using NasOrleans.Simulators.TrueNas.Appliances;

namespace NasOrleans.Simulators.TrueNas.Estate.Drives;

/// <summary>adaN, daN, nvdN on CORE; sdX and nvmeNn1 on Linux.</summary>
internal static class DriveNames
{
    private const int ScsiMajor = 8;
    private const int NvmeMajor = 259;

    public static (string Name, int Number) Of(Release release, DriveBus bus, int index) => (release.IsScale(), bus) switch
    {
        (true, DriveBus.Nvme) => ($"nvme{index}n1", (NvmeMajor << 8) + index),
        (true, _) => ($"sd{Letters(index)}", (ScsiMajor << 8) + 16 * index),
        (false, DriveBus.Nvme) => ($"nvd{index}", index),
        (false, DriveBus.Sas) => ($"da{index}", index),
        (false, _) => ($"ada{index}", index),
    };

    public static string Subsystem(Release release, DriveBus bus) => (release.IsScale(), bus) switch
    {
        (true, DriveBus.Nvme) => "nvme",
        (true, _) => "scsi",
        (false, DriveBus.Nvme) => "nvd",
        (false, DriveBus.Sas) => "da",
        (false, _) => "ada",
    };

    /// <summary>Which drives count together: on Linux SATA and SAS are one kind.</summary>
    public static int Kind(Release release, DriveBus bus) => bus == DriveBus.Sas && release.IsScale() ? (int)DriveBus.Sata : (int)bus;

    public static string Partition(Release release, string name, int number) =>
        !release.IsScale() || name.StartsWith("nvme", StringComparison.Ordinal) ? $"{name}p{number}" : $"{name}{number}";

    /// <summary>Swap came first until 24.04.</summary>
    public static int DataPartition(Release release) => release <= Release.Scale2404 ? 2 : 1;

    private static string Letters(int index) => index < 26 ? $"{(char)('a' + index)}" : Letters(index / 26 - 1) + (char)('a' + index % 26);
}

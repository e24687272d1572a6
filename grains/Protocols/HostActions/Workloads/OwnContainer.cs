namespace NasOrleans.Protocols.HostActions.Workloads;

/// <summary>Whether we run in a container, and in which.</summary>
internal static class OwnContainer
{
    private const int IdLength = 64;

    private static readonly Lazy<string?> Found = new(() => OperatingSystem.IsLinux() ? Read(Text("/proc/self/mountinfo"), Text("/proc/self/cgroup")) : null);

    /// <summary>As docker and podman write it in full; null when we run in none.</summary>
    public static string? Id => Found.Value;

    /// <summary>
    /// The engines mount a file of the container's own folder over its host name, and with older cgroups name it there too:
    /// <code>
    /// 608 590 8:1 /var/lib/docker/containers/1f0c8a…/hostname /etc/hostname rw - ext4 /dev/sda1 rw
    /// 611 590 0:25 /containers/storage/overlay-containers/1f0c8a…/userdata/hostname /etc/hostname rw - tmpfs tmpfs rw
    /// 4:memory:/docker/1f0c8a…
    /// </code>
    /// </summary>
    public static string? Read(string mounts, string groups) =>
        mounts.Split('\n').Where(line => line.Contains(" /etc/hostname ", StringComparison.Ordinal) || line.Contains(" /etc/hosts ", StringComparison.Ordinal))
            .Concat(groups.Split('\n').Where(line => line.Contains("docker", StringComparison.Ordinal) || line.Contains("libpod", StringComparison.Ordinal)))
            .SelectMany(line => line.Split('/', '-', '.', ' '))
            .FirstOrDefault(word => word.Length == IdLength && word.All(char.IsAsciiHexDigitLower));

    private static string Text(string file) => File.Exists(file) ? File.ReadAllText(file) : "";
}

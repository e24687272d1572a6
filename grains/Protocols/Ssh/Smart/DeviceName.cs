namespace NasOrleans.Protocols.Ssh.Smart;

/// <summary>A device as it may stand in a command line on the NAS. What it calls its drives comes over the wire and is not trusted.</summary>
internal static class DeviceName
{
    private const int MaxLength = 100;
    private const string Folder = "/dev/";

    /// <summary>The path of a device, null for a name that is none.</summary>
    public static string? PathOf(string? name)
    {
        if (name is not { Length: > 0 and <= MaxLength } || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-')) return null;
        var path = name.StartsWith('/') ? name : Folder + name;
        if (!path.StartsWith(Folder, StringComparison.Ordinal) || path.EndsWith('/') || path[Folder.Length] is '-' or '/') return null;
        // FreeBSD's nvd is the disk, its nvme the controller, and SMART is the controller's.
        return path.StartsWith("/dev/nvd", StringComparison.Ordinal) && path[8..].All(char.IsAsciiDigit) ? "/dev/nvme" + path[8..] : path;
    }
}

using System.Collections.Immutable;
using System.Text;
using NasOrleans.Protocols.HostActions.Shells;

namespace NasOrleans.Protocols.HostActions.Files;

/// <summary>What is mounted, and how something is unmounted.</summary>
internal static class MountRules
{
    // Those that take no value: whatever else somebody writes there goes no further.
    private static readonly ImmutableHashSet<string> Options =
    [
        "-c", "--no-canonicalize", "-d", "--detach-loop", "-f", "--force", "-i", "--internal-only", "-l", "--lazy",
        "-n", "--no-mtab", "-q", "--quiet", "-r", "--read-only", "-R", "--recursive", "-v", "--verbose",
    ];

    public static string? Objection(string path, string options) =>
        path.Length < 2 || path[0] != '/' || path.Any(char.IsControl) || path.Trim('/').Length == 0 ? "What is unmounted must be an absolute path, and not the root."
        : Words(options).FirstOrDefault(word => !Options.Contains(word)) is { } strange ? $"'{strange}' is no option of umount that is passed on."
        : null;

    public static HostCommand Unmount(string path, string options, bool lazy)
    {
        var words = Words(options);
        if (lazy && !words.Contains("-l") && !words.Contains("--lazy")) words = [.. words, "-l"];
        return HostCommand.Of("umount", [.. words, "--", path]);
    }

    public static ActResult Judge(CommandEnd end, string path) => ActRules.Judge(end, $"{path} is unmounted.", $"{path} was not mounted.", "not mounted");

    /// <summary>
    /// The fifth word of each line of <c>/proc/self/mountinfo</c>, with blanks and their like written as octal numbers:
    /// <code>36 35 98:0 /mnt1 /mnt/my\040files rw,noatime master:1 - ext3 /dev/root rw</code>
    /// </summary>
    public static bool IsMounted(string mounts, string path)
    {
        var wanted = path.TrimEnd('/');
        return mounts.Split('\n').Select(line => line.Split(' ')).Any(words => words.Length > 4 && Plain(words[4]) == wanted);
    }

    private static ImmutableArray<string> Words(string options) => [.. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    private static string Plain(string written)
    {
        if (!written.Contains('\\', StringComparison.Ordinal)) return written;
        var bytes = new List<byte>();
        for (var at = 0; at < written.Length; at++)
        {
            if (written[at] == '\\' && at + 3 < written.Length && written.AsSpan(at + 1, 3).IndexOfAnyExceptInRange('0', '7') < 0)
            {
                bytes.Add((byte)(((written[at + 1] - '0') * 64) + ((written[at + 2] - '0') * 8) + (written[at + 3] - '0')));
                at += 3;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(written, at, 1));
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}

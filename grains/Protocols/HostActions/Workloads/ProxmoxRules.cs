using System.Collections.Immutable;
using NasOrleans.Protocols.HostActions.Shells;

namespace NasOrleans.Protocols.HostActions.Workloads;

/// <summary>What the tools of Proxmox VE write: qm for virtual machines, pct for containers.</summary>
internal static class ProxmoxRules
{
    public const string Machines = "qm";
    public const string Containers = "pct";

    private const string Running = "running";

    /// <summary>
    /// <code>
    ///       VMID NAME                 STATUS     MEM(MB)    BOOTDISK(GB) PID
    ///        100 web                  running    2048              32.00 1234
    /// </code>
    /// </summary>
    public static ImmutableArray<Workload> ReadMachines(string output) =>
        [.. Rows(output).Where(row => row.Length >= 3 && row[2] == Running).Select(row => new Workload(row[0], row[1], Machines))];

    /// <summary>
    /// The lock is often missing:
    /// <code>
    /// VMID       Status     Lock         Name
    /// 101        running    backup       dns
    /// </code>
    /// </summary>
    public static ImmutableArray<Workload> ReadContainers(string output) =>
        [.. Rows(output).Where(row => row.Length >= 2 && row[1] == Running).Select(row => new Workload(row[0], row.Length > 2 ? row[^1] : row[0], Containers))];

    public static ActResult ShutDown(CommandEnd end, Workload guest) =>
        end is { Fate: CommandFate.Exited, ExitCode: not 0 } && (end.Errors.Contains("timeout", StringComparison.OrdinalIgnoreCase) || end.Errors.Contains("timed out", StringComparison.OrdinalIgnoreCase))
            ? new(ActEnd.TimedOut, $"The guest {guest.Id} was asked to shut down and still runs.")
            : ActRules.Judge(end, $"The guest {guest.Id} has shut down.", $"The guest {guest.Id} was off already.", "not running");

    public static ActResult Stop(CommandEnd end, Workload guest) =>
        ActRules.Judge(end, $"The guest {guest.Id} was switched off.", $"The guest {guest.Id} was off already.", "not running");

    private static IEnumerable<string[]> Rows(string output) => output.Split('\n')
        .Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        .Where(row => row.Length > 0 && row[0].All(char.IsAsciiDigit));
}

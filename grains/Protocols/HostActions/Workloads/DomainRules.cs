using System.Collections.Immutable;
using NasOrleans.Protocols.HostActions.Shells;

namespace NasOrleans.Protocols.HostActions.Workloads;

/// <summary>What virsh writes, in the language C.</summary>
internal static class DomainRules
{
    /// <summary>
    /// Of <c>virsh list --uuid --name</c>; a domain is known by its UUID, because its name may read like the number of another one:
    /// <code>6695eb01-f6a4-8304-79aa-97f2502e193f test</code>
    /// </summary>
    public static ImmutableArray<Workload> Read(string output) =>
    [
        .. output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(' ', 2, StringSplitOptions.TrimEntries))
            .Where(words => Guid.TryParse(words[0], out _))
            .Select(words => new Workload(words[0], words.Length > 1 ? words[1] : words[0])),
    ];

    public static ActResult ShutDown(CommandEnd end, Workload domain) => Told(end, $"The domain '{domain.Name}' was asked to shut down.", domain);

    public static ActResult Destroy(CommandEnd end, Workload domain) => Told(end, $"The domain '{domain.Name}' was switched off.", domain);

    private static ActResult Told(CommandEnd end, string done, Workload domain) =>
        end is { Fate: CommandFate.Exited, ExitCode: not 0 } && end.Errors.Contains("failed to connect to the hypervisor", StringComparison.OrdinalIgnoreCase)
            ? new(ActEnd.NotSent, end.Text)
            : ActRules.Judge(end, done, $"The domain '{domain.Name}' was off already.", "not running");
}

using System.Collections.Immutable;
using NasOrleans.Protocols.HostActions.Shells;

namespace NasOrleans.Protocols.HostActions.Workloads;

/// <param name="Project">The folder of the compose project that it belongs to; empty for none.</param>
internal sealed record Container(string Id, string Name, string Project);

/// <summary>What docker and podman write.</summary>
internal static class ContainerRules
{
    public const string Docker = "docker";
    public const string Podman = "podman";

    private const string FolderLabel = "com.docker.compose.project.working_dir";

    /// <summary>The two engines name the labels differently to a template. Both read the two letters <c>\t</c> as what they mean.</summary>
    public static HostCommand List(string engine) => HostCommand.Of(
        engine, "ps", "--no-trunc", "--format", engine == Docker ? $"{{{{.ID}}}}\\t{{{{.Names}}}}\\t{{{{.Label \"{FolderLabel}\"}}}}" : $"{{{{.ID}}}}\\t{{{{.Names}}}}\\t{{{{index .Labels \"{FolderLabel}\"}}}}");

    /// <summary>Podman does nothing at all when one of them is gone, unless it is told not to mind.</summary>
    public static ImmutableArray<string> Stop(string engine, string seconds) => engine == Podman ? ["stop", "--ignore", "-t", seconds] : ["stop", "-t", seconds];

    /// <summary>Podman knows no such word for killing, but to stop without patience is the same.</summary>
    public static ImmutableArray<string> Kill(string engine) => engine == Podman ? Stop(engine, "0") : ["kill"];

    /// <summary>
    /// <code>1f0c8a…	web	/srv/shop</code>
    /// </summary>
    public static ImmutableArray<Container> Read(string output) =>
    [
        .. output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t', StringSplitOptions.TrimEntries))
            .Where(parts => parts.Length == 3 && parts[0].Length > 0)
            .Select(parts => new Container(parts[0], parts[1], parts[2])),
    ];

    /// <summary>One command for all of them says in a line each which ones it stopped, and why not the others.</summary>
    public static ActResult Stopped(CommandEnd end, Workload container) =>
        end.Output.Split('\n', StringSplitOptions.TrimEntries).Contains(container.Id, StringComparer.Ordinal) ? new(ActEnd.Done, $"The container '{container.Name}' has stopped.")
        : end.Succeeded ? new(ActEnd.Done, $"The container '{container.Name}' was gone already.")
        : end.Fate == CommandFate.Exited && NoEngine(end) ? new(ActEnd.NotSent, end.Text)
        : end.Fate == CommandFate.Exited && end.Errors.Contains("No such container", StringComparison.OrdinalIgnoreCase) && end.Errors.Contains(container.Id, StringComparison.Ordinal)
            ? new(ActEnd.Done, $"The container '{container.Name}' was gone already.")
        : ActRules.Judge(end, "");

    public static ActResult Down(CommandEnd end, string folder) =>
        end is { Fate: CommandFate.Exited, ExitCode: not 0 } && NoEngine(end) ? new(ActEnd.NotSent, end.Text) : ActRules.Judge(end, $"The project in {folder} is down.");

    private static bool NoEngine(CommandEnd end) => end.Errors.Contains("Cannot connect to the Docker daemon", StringComparison.OrdinalIgnoreCase)
        || end.Errors.Contains("unable to connect to Podman", StringComparison.OrdinalIgnoreCase);
}

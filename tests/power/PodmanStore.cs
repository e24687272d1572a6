using NasOrleans.Protocols.HostActions;

namespace NasOrleans.Tests.Power;

/// <summary>A test that runs containers of nothing but a static busybox.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PodmanFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Missing = new(Try);

    public PodmanFactAttribute() => Skip = Missing.Value;

    // Whether containers run at all depends on the kernel, the cgroups and the rights of whoever tests.
    private static string? Try()
    {
        if (SystemProgram.Find("podman", "podman", out var missing) is null || SystemProgram.Find("runc", "runc", out missing) is null) return missing;
        if (SystemProgram.Find("busybox", "busybox-static", out missing) is null) return missing;
        var store = new PodmanStore();
        var (exitCode, _) = store.TryRun("try", ["true"]);
        store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return exitCode == 0 ? null : "needs a machine on which podman can run containers";
    }
}

/// <summary>A podman with a store of its own, gone with it.</summary>
internal sealed class PodmanStore : IAsyncDisposable
{
    public static readonly string[] Obeys = ["sh", "-c", "trap 'exit 0' TERM; while :; do sleep 0.1; done"];
    public static readonly string[] Ignores = ["sleep", "1000"];

    private readonly StandIns _standIns = new();
    private readonly string _image;

    public PodmanStore()
    {
        _image = Directory.CreateDirectory(_standIns.FileOf("image")).FullName;
        Directory.CreateDirectory(System.IO.Path.Combine(_image, "bin"));
        File.Copy(SystemProgram.Find("busybox", "busybox-static", out _)!, System.IO.Path.Combine(_image, "bin", "busybox"));
        var podman = SystemProgram.Find("podman", "podman", out _);
        _standIns.Provide("podman", $"exec {podman} --root {_standIns.FileOf("store")} --runroot {_standIns.FileOf("run")} --storage-driver vfs --runtime runc --cgroup-manager cgroupfs \"$@\"");
    }

    public NasOrleans.Protocols.HostActions.Children.ProgramPath Path => _standIns.Path;

    public IHostActions Actions(string? ownContainer = null) => _standIns.Actions(ownContainer);

    /// <summary>The id in full.</summary>
    public string Run(string name, string[] command, string project = "") =>
        TryRun(name, command, project) is (0, var output) ? output.Trim().Split('\n')[^1] : throw new InvalidOperationException($"{name} does not run.");

    public (int ExitCode, string Output) TryRun(string name, string[] command, string project = "") => Podman([
        "run", "-d", "--name", name, "--network", "none", "--ulimit", "nofile=1000:1000", "--ulimit", "nproc=1000:1000",
        .. project.Length > 0 ? (string[])["--label", "com.docker.compose.project.working_dir=" + project] : [],
        "--rootfs", _image, "/bin/busybox", .. command]);

    public async ValueTask DisposeAsync()
    {
        Podman(["rm", "-a", "-f", "-t", "0"]);
        // Podman tidies up behind each container in a process of its own.
        await Eventually.IsTrue(() => !Directory.EnumerateDirectories("/proc").Any(WorksHere), "nobody works in the store");
        _standIns.Dispose();
    }

    private bool WorksHere(string process)
    {
        try
        {
            return File.Exists($"{process}/cmdline") && File.ReadAllText($"{process}/cmdline").Contains(_standIns.FileOf("store"), StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private (int ExitCode, string Output) Podman(string[] arguments) => SystemProgram.Run(System.IO.Path.Combine(_standIns.Programs, "podman"), arguments);
}

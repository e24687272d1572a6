using System.Diagnostics;

namespace NasOrleans.Tests.History.Durability;

/// <summary>The writer program as a process of its own, which may be killed.</summary>
internal sealed class WriterProcess : IDisposable
{
    private readonly Process _process;

    private WriterProcess(Process process) => _process = process;

    /// <summary>The command that runs it, to be put behind another program's arguments.</summary>
    public static string[] Command(params string[] arguments) =>
        [Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath! : "dotnet",
            Path.Combine(AppContext.BaseDirectory, "NasOrleans.Tests.Writer.dll"), .. arguments];

    public static WriterProcess Start(params string[] arguments)
    {
        var command = Command(arguments);
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, UseShellExecute = false };
        return new WriterProcess(Process.Start(start)!);
    }

    /// <summary>The next acknowledged write, or null when the process is gone and all it said was read.</summary>
    public async Task<(int Writer, int Value)?> NextAsync()
    {
        var line = await _process.StandardOutput.ReadLineAsync();
        // The last line may be cut by the kill.
        return line?.Split(' ') is ["ack", var writer, var value] ? (int.Parse(writer), int.Parse(value)) : null;
    }

    public int Id => _process.Id;

    /// <summary>SIGKILL.</summary>
    public void Kill() => _process.Kill();

    public void Dispose()
    {
        _process.WaitForExit();
        _process.Dispose();
    }
}

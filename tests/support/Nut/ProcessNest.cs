using System.Diagnostics;
using System.Globalization;

namespace NasOrleans.Tests.Nut;

/// <summary>
/// Programs that are stopped, continued and killed by their number, and all end with the test, however that ends: a shell starts them,
/// and kills what is left when its input closes.
/// </summary>
public sealed class ProcessNest : IAsyncDisposable
{
    private const string Supervise = """
        pids=
        while read -r line; do
          eval "exec $line" </dev/null >>"$NEST_LOG" 2>&1 &
          pids="$pids $!"
          echo $!
        done
        for pid in $pids; do kill -KILL "$pid" 2>/dev/null; done
        wait
        """;

    private readonly Process _shell;
    private readonly SemaphoreSlim _turn = new(1);

    public ProcessNest(string log, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("sh", ["-c", Supervise]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["NEST_LOG"] = log;
        foreach (var (name, value) in environment) start.Environment[name] = value;
        _shell = Process.Start(start)!;
    }

    /// <summary>The number of the process that it became.</summary>
    public async Task<int> StartAsync(string command)
    {
        await _turn.WaitAsync();
        try
        {
            await _shell.StandardInput.WriteLineAsync(command);
            await _shell.StandardInput.FlushAsync();
            var line = await _shell.StandardOutput.ReadLineAsync();
            return int.Parse(line ?? throw new InvalidOperationException("The shell that starts programs is gone."), CultureInfo.InvariantCulture);
        }
        finally
        {
            _turn.Release();
        }
    }

    public static void Signal(int process, string signal)
    {
        var (code, output) = SystemProgram.Run("kill", $"-{signal}", process.ToString(CultureInfo.InvariantCulture));
        if (code != 0) throw new InvalidOperationException($"kill -{signal} {process}: {output}");
    }

    /// <summary>Nothing of it runs any more; the shell may not have taken note yet.</summary>
    public static bool IsGone(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[stat.LastIndexOf(')')..].StartsWith(") Z", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
        _turn.Dispose();
    }
}

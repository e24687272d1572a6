using System.Diagnostics;
using System.Text;

namespace NasOrleans.Tests.E2e.Runbook;

/// <summary>One bash in which the steps of the runbook run one after the other, as somebody types them: what one step sets the next one knows.</summary>
internal sealed class Shell : IAsyncDisposable
{
    private static readonly TimeSpan StepLimit = TimeSpan.FromMinutes(2);

    private readonly Process _bash;
    private readonly StringBuilder _output = new();
    private int _steps;

    public Shell(string folder, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("bash", ["--noprofile", "--norc"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        _bash = Process.Start(start)!;
        _bash.OutputDataReceived += (_, line) => Note(line.Data);
        _bash.ErrorDataReceived += (_, line) => Note(line.Data);
        _bash.BeginOutputReadLine();
        _bash.BeginErrorReadLine();
        _bash.StandardInput.WriteLine("set -eo pipefail; trap 'pkill -P $$ || true' EXIT");
    }

    private string Output
    {
        get { lock (_output) return _output.ToString(); }
    }

    /// <summary>Runs the commands; any that fails ends the shell, and with it the test.</summary>
    public async Task RunAsync(string commands)
    {
        var done = $"-- step {++_steps} done --";
        var from = Output.Length;
        await _bash.StandardInput.WriteLineAsync($"{commands}\necho '{done}'");
        await _bash.StandardInput.FlushAsync();
        await Eventually.IsTrue(() => Task.FromResult(_bash.HasExited || Has(done, from)), StepLimit, commands);
        if (!Has(done, from)) throw new InvalidOperationException($"Failed:\n{commands}\n\nIt said:\n{Output[from..]}");
    }

    private bool Has(string text, int from) => Output.IndexOf(text, from, StringComparison.Ordinal) >= 0;

    /// <summary>Whether bash understands the commands; they are not run.</summary>
    public static (int ExitCode, string Output) CheckSyntax(string commands) => SystemProgram.Run("bash", "-n", "-c", commands);

    public async ValueTask DisposeAsync()
    {
        _bash.StandardInput.Close();
        if (!_bash.HasExited) _bash.Kill(entireProcessTree: true);
        await _bash.WaitForExitAsync();
        _bash.Dispose();
    }

    private void Note(string? line)
    {
        if (line is null) return;
        lock (_output) _output.Append(line).Append('\n');
    }
}

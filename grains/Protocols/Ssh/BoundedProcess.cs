using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace NasOrleans.Protocols.Ssh;

/// <summary>What a program of this machine did within its limits.</summary>
internal sealed record ProcessEnd(int ExitCode, string Output, string Errors, bool InTime, bool TooMuch);

/// <summary>Runs a program of this machine: arguments as a list, no shell, hardly an environment, bounded in time and output.</summary>
internal static class BoundedProcess
{
    private const int MaxErrors = 64 * 1024;

    /// <summary>Null when there is no such program.</summary>
    public static async Task<ProcessEnd?> RunAsync(string program, IReadOnlyList<string> arguments, SshLimits limits, TimeProvider time, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = Start(program, arguments) };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return null;
        }

        process.StandardInput.Close();
        using var late = new CancellationTokenSource(limits.Deadline, time);
        using var flooded = new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(late.Token, flooded.Token, cancellationToken);
        await using var killing = stop.Token.Register(() => Kill(process));
        var output = ReadAsync(process.StandardOutput, limits.MaxOutput, flooded);
        var errors = ReadAsync(process.StandardError, MaxErrors, flooded);
        await process.WaitForExitAsync(CancellationToken.None);
        var end = new ProcessEnd(process.ExitCode, await output, await errors, !late.IsCancellationRequested, flooded.IsCancellationRequested);
        cancellationToken.ThrowIfCancellationRequested();
        return end;
    }

    private static ProcessStartInfo Start(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        var path = start.Environment.TryGetValue("PATH", out var known) ? known : null;
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        start.Environment["LC_ALL"] = "C";
        return start;
    }

    private static async Task<string> ReadAsync(StreamReader reader, int most, CancellationTokenSource flooded)
    {
        var text = new StringBuilder();
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer) is > 0 and var read)
        {
            text.Append(buffer, 0, Math.Min(read, most - text.Length));
            if (text.Length < most) continue;
            await flooded.CancelAsync();
            break;
        }

        return text.ToString();
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It had ended by itself, or part of it had. Thrown on, this would end the process whose timer called.
        }
    }
}

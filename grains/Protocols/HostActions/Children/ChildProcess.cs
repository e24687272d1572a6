using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace NasOrleans.Protocols.HostActions.Children;

/// <summary>
/// Runs a program of this machine: no shell, hardly an environment, nothing to read, bounded in what it may say and in its time.
/// Nothing that a program does, or that the disk under it does not, holds the caller up beyond the limit.
/// </summary>
internal static class ChildProcess
{
    // Of the time it has, the last part is for ending it: first asked, then made to.
    private static readonly TimeSpan LongestEnding = TimeSpan.FromSeconds(1.5);
    // What a program wrote before it ended is in the pipe already; who still holds the pipe then is another one.
    private static readonly TimeSpan Draining = TimeSpan.FromMilliseconds(250);

    public static async Task<ChildEnd> RunAsync(ChildCommand command, ChildLimits limits, TimeProvider time, CancellationToken cancellationToken)
    {
        var ending = TimeSpan.FromTicks(Math.Min(LongestEnding.Ticks, limits.Time.Ticks / 4));
        using var late = new CancellationTokenSource(limits.Time - ending, time);
        using var flooded = new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(late.Token, flooded.Token, cancellationToken);
        // A program or a folder that lies on a dead file system holds up the start itself.
        var starting = Task.Run(() => Start(command), CancellationToken.None);
        if (!await EndsAsync(starting, stop.Token))
        {
            _ = starting.ContinueWith(started => EndLateComer(started.Result), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            cancellationToken.ThrowIfCancellationRequested();
            return new(ChildFate.Stuck) { Errors = "It could not even be started." };
        }

        using var process = await starting;
        if (process is null) return new(ChildFate.Missing);
        var output = new Drain(process.StandardOutput, limits.Output, limits.FloodEnds ? flooded : null);
        var errors = new Drain(process.StandardError, ChildLimits.Usual, limits.FloodEnds ? flooded : null);
        var exit = process.WaitForExitAsync(CancellationToken.None);
        var fate = await EndsAsync(exit, stop.Token) ? ChildFate.Exited
            : !await MakeEndAsync(process, exit, ending, time) ? ChildFate.Stuck
            : flooded.IsCancellationRequested ? ChildFate.Flooded
            : ChildFate.Late;
        await EndsAsync(Task.WhenAll(output.Ended, errors.Ended), Draining, time);
        cancellationToken.ThrowIfCancellationRequested();
        return new(fate)
        {
            ExitCode = fate == ChildFate.Stuck ? 0 : process.ExitCode,
            Output = output.Said.Text,
            Errors = errors.Said.Text,
            Cut = output.Said.Cut || errors.Said.Cut,
        };
    }

    private static async Task<bool> MakeEndAsync(Process process, Task exit, TimeSpan ending, TimeProvider time)
    {
        ProcessGroup.AskToEnd(process);
        await EndsAsync(exit, ending / 2, time);
        // Also when it has ended: what it started may not have.
        ProcessGroup.End(process);
        return await EndsAsync(exit, ending / 4, time);
    }

    private static async Task<bool> EndsAsync(Task task, CancellationToken stop)
    {
        await Task.WhenAny(task, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop));
        return task.IsCompleted;
    }

    private static async Task<bool> EndsAsync(Task task, TimeSpan limit, TimeProvider time)
    {
        using var late = new CancellationTokenSource(limit, time);
        return await EndsAsync(task, late.Token);
    }

    private static Process? Start(ChildCommand command)
    {
        if (command.Path.Find(command.Program) is not { } file) return null;
        var (program, arguments) = ProcessGroup.Leading(file, command.Arguments);
        var process = new Process { StartInfo = Prepare(program, arguments, command) };
        try
        {
            process.Start();
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception)
        {
            process.Dispose();
            return null;
        }
    }

    private static ProcessStartInfo Prepare(string program, IEnumerable<string> arguments, ChildCommand command)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = command.Folder ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => !command.Keeps.Contains(name, StringComparer.Ordinal)).ToArray()) start.Environment.Remove(name);
        foreach (var (name, value) in command.Variables) start.Environment[name] = value;
        start.Environment["PATH"] = command.Path.Folders;
        start.Environment["LC_ALL"] = "C";
        return start;
    }

    private static void EndLateComer(Process? process)
    {
        if (process is null) return;
        ProcessGroup.End(process);
        process.Dispose();
    }
}

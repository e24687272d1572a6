using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace NasOrleans.Protocols.HostActions.Children;

/// <summary>A program and everything it started: they begin as a group of their own, so that they can be ended as one.</summary>
internal static class ProcessGroup
{
    private const int Terminate = 15;
    private const int Kill = 9;

    private static readonly string? Leader = OperatingSystem.IsWindows() ? null : ProgramPath.Ours.Find("setsid");

    /// <summary>The program that makes another one lead a group, before that one; nothing where there is no such program.</summary>
    public static (string Program, IEnumerable<string> Arguments) Leading(string program, IEnumerable<string> arguments) =>
        Leader is null ? (program, arguments) : (Leader, [program, .. arguments]);

    public static void AskToEnd(Process process) => Signal(process, Terminate);

    public static void End(Process process) => Signal(process, Kill);

    private static void Signal(Process process, int signal)
    {
        // The group outlives its leader for as long as one of it is left, and nobody else gets its number until then.
        if (Leader is not null) _ = SendSignal(-process.Id, signal);
        else if (signal == Kill || OperatingSystem.IsWindows()) KillTree(process);
        else if (!process.HasExited) _ = SendSignal(process.Id, signal);
    }

    private static void KillTree(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It had ended by itself, or part of it had.
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}

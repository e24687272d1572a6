using System.Diagnostics;

namespace NasOrleans.Tests;

/// <summary>Programs of the system that tests lean on: found, else a reason to skip. Nothing is installed here, .ci/packages.sh does that.</summary>
public static class SystemProgram
{
    public static bool IsRoot => OperatingSystem.IsLinux() && Environment.UserName == "root";

    /// <summary>The program's path, or null with the reason why it cannot be had.</summary>
    public static string? Find(string name, string package, out string? missing)
    {
        var found = OnPath(name);
        missing = found is null ? $"needs {package}, which is not installed" : null;
        return found;
    }

    /// <summary>Runs to the end; output and errors in one text.</summary>
    public static (int ExitCode, string Output) Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }

    private static string? OnPath(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Append("/usr/sbin")
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);
}

using System.Diagnostics;

namespace NasOrleans.Tests;

/// <summary>Programs of the system that tests lean on: found, else installed with apt when that is allowed, else a reason to skip.</summary>
public static class SystemProgram
{
    public static bool IsRoot => OperatingSystem.IsLinux() && Environment.UserName == "root";

    /// <summary>The program's path, or null with the reason why it cannot be had.</summary>
    public static string? Find(string name, string package, out string? missing)
    {
        missing = null;
        if (OnPath(name) is { } found) return found;
        missing = Install(package);
        return missing is null ? OnPath(name) : null;
    }

    /// <summary>Null when the package was installed, else why not.</summary>
    public static string? Install(string package)
    {
        if (!IsRoot) return $"needs {package}, and only root may install it";
        if (OnPath("apt-get") is not { } apt) return $"needs {package}, and there is no apt-get";
        var (exitCode, output) = Run(apt, "install", "-y", "--no-install-recommends", package);
        if (exitCode == 0) return null;
        Run(apt, "update");
        (exitCode, output) = Run(apt, "install", "-y", "--no-install-recommends", package);
        return exitCode == 0 ? null : $"needs {package}, which apt-get did not install: {output}";
    }

    /// <summary>Runs to the end; output and errors in one text.</summary>
    public static (int ExitCode, string Output) Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
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

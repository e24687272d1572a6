using System.Diagnostics;

namespace NasOrleans.Tests;

/// <summary>How the built program ended.</summary>
public sealed record Ended(int ExitCode, string Output, string Errors)
{
    public string[] OutputLines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public string[] ErrorLines => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>The built program, started as a process: the one that stands beside these tests, on the same runtime and of the same build.</summary>
public static class NasProgram
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static string Program { get; } = Path.Combine(
        Path.GetDirectoryName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/')))!,
        "NasOrleans.Silo", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "nasorleans.dll");

    public static ProcessStartInfo Prepare(string workingFolder, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            WorkingDirectory = workingFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var name in start.Environment.Keys.Where(name => IsOurs(name)).ToArray()) start.Environment.Remove(name);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return start;
    }

    private static bool IsOurs(string name) =>
        name.StartsWith("NAS_", StringComparison.Ordinal) || name.StartsWith("PULSE_", StringComparison.Ordinal) || name.StartsWith("TRUENAS_", StringComparison.Ordinal) || name == "USE_SSL";

    /// <summary>Runs a verb to its end.</summary>
    public static async Task<Ended> RunAsync(string workingFolder, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        using var process = Process.Start(Prepare(workingFolder, environment, arguments))!;
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new Ended(process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}

using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Estate.Drives;

namespace NasOrleans.Simulators.TrueNas.Estate.Smart;

/// <summary>Does what a smartctl command line asks: -j with -x or -a, -t to start a test, -X to abort it.</summary>
public static class SmartctlCommand
{
    private const int CannotOpen = 1 << 1;
    private const int CommandFailed = 1 << 2;

    public static SmartctlOutput Run(NasEstate estate, string commandLine)
    {
        ArgumentNullException.ThrowIfNull(estate);
        ArgumentNullException.ThrowIfNull(commandLine);
        var words = commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var name = words[^1].Replace("/dev/", "", StringComparison.Ordinal);
        if (estate.Shelf.Find(name) is not { } bay) return new($"Smartctl open device: /dev/{name} failed: No such device\n", CannotOpen);
        var arguments = words[1..^1];
        if (arguments.Contains("-X")) return Abort(estate, bay.Drive);
        if (Array.IndexOf(arguments, "-t") is var at and >= 0 && at + 1 < arguments.Length) return Start(estate, bay.Drive, arguments[at + 1], arguments.Contains("force"));
        if (bay.Drive.IsSpunDown && Array.IndexOf(arguments, "-n") is var nap and >= 0 && nap + 1 < arguments.Length && arguments[nap + 1].StartsWith("standby", StringComparison.Ordinal)) return Asleep(bay, arguments);
        if (!arguments.Any(IsJson)) return new("Only the JSON output is simulated: add -j\n", 1);
        return SmartctlJson.Of(bay.Drive, bay.Name, estate.Now, arguments);
    }

    /// <summary>A command line for the shell: smartctl prints, anything else is silent.</summary>
    public static string Output(NasEstate estate, string commandLine)
    {
        ArgumentNullException.ThrowIfNull(commandLine);
        return commandLine.StartsWith("smartctl ", StringComparison.Ordinal) ? Run(estate, commandLine).Text : "";
    }

    internal static string BusyText(Drive drive, DateTimeOffset now)
    {
        var remaining = drive.SelfTests.Running(now) is { } running ? SelfTestRules.RemainingPercent(running, now) : 0;
        return $"Can't start self-test without aborting current test ({remaining}% remaining),\nadd '-t force' option to override, or run 'smartctl -X' to abort test.\n";
    }

    private static bool IsJson(string argument) =>
        argument.StartsWith("--json", StringComparison.Ordinal) || argument.StartsWith('-') && !argument.StartsWith("--", StringComparison.Ordinal) && argument.Contains('j');

    /// <summary>With -n standby a sleeping drive is left alone, which looks like a failure to open it.</summary>
    private static SmartctlOutput Asleep(Bay bay, string[] arguments)
    {
        const string Text = "Device is in STANDBY mode, exit(2)";
        if (!arguments.Any(IsJson)) return new($"{Text}\n", CannotOpen);
        var head = SmartctlJson.Version([.. arguments, $"/dev/{bay.Name}"], CannotOpen);
        head["messages"] = new JsonArray(new JsonObject { ["string"] = Text, ["severity"] = "information" });
        return new(new JsonObject { ["json_format_version"] = new JsonArray(1, 0), ["smartctl"] = head, ["device"] = new JsonObject { ["name"] = $"/dev/{bay.Name}" } }.ToJsonString(), CannotOpen);
    }

    private static SmartctlOutput Abort(NasEstate estate, Drive drive)
    {
        drive.SelfTests.Abort(estate.Now);
        return new("Self-testing aborted!\n", 0);
    }

    private static SmartctlOutput Start(NasEstate estate, Drive drive, string kind, bool isForced)
    {
        if (!Enum.TryParse<SelfTestKind>(kind, ignoreCase: true, out var test)) return new($"=======> INVALID ARGUMENT TO -t: {kind}\n", 1);
        if (isForced) drive.SelfTests.Abort(estate.Now);
        return drive.StartTest(test, estate.Now)
            ? new($"Drive command \"Execute SMART {test} self-test routine immediately in off-line mode\" successful.\nTesting has begun.\n", 0)
            : new(BusyText(drive, estate.Now), CommandFailed);
    }
}

using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using NasOrleans.Simulators.Ups.Batteries;
using NasOrleans.Simulators.Ups.Faults;
using NasOrleans.Simulators.Ups.Profiles;
using NasOrleans.Simulators.Ups.Server;

namespace NasOrleans.Simulators.Ups.Hosting;

/// <summary>ups-sim --ups 3 --mix</summary>
internal static class CommandLine
{
    private const string Help = """
        Simulates UPSes behind NUT servers on the loopback interface.

        Usage: ups-sim [options]

          --ups N           how many (1): ups1, ups2 ...
          --servers N       how many servers they are spread over (1)
          --port P          the port of the first server (3493); 0 lets the kernel choose
          --release R       2.4, 2.6, 2.7 or 2.8 (default)
          --make M          apc (default), eaton, cyberpower or unifi
          --mix             all makes in turn
          --load X          percent of what a UPS is made for (25)
          --runtime T       how long a full battery lasts at full load (7m)
          --curve C         linear (default), peukert, jumps, stuck or sudden-death
          --speed X         the clock of the UPSes runs X times faster (1)
          --max-age T       when the data of a silent driver is stale (15s)
          --poll T          how often drivers look at their UPS (0s: each change shows at once)
          --tls HOW         none (default), self-signed, authority, other-name or expired; what to trust is printed
          --one-write       an answer is one write, not one for each line
          --no-delay        writes do not wait for the acknowledgement of the one before
          --scenario FILE   plays it from the start
          --debug P         the debug interface (13493): GET /debug/state, POST /debug/ups/NAME/scenario?what=outage&for=30s,
                            POST /debug/scenario, POST /debug/reset; GET /debug/scenarios lists what can happen

        Users: admin, primary, secondary and nobody, all with the password secret.
        """;

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments.Contains("--help") || arguments.Contains("-h"))
        {
            Console.WriteLine(Help);
            return 0;
        }
        if (Read(arguments, out var scenario, out var complaint) is not { } options) return await ComplainAsync($"{complaint}; --help lists the options");
        UpsFleet started;
        try
        {
            started = await UpsFleet.StartAsync(options);
        }
        catch (Exception taken) when (taken is SocketException or IOException)
        {
            return await ComplainAsync($"{taken.Message} (--port {options.Port}, --debug {options.DebugPort})");
        }
        await using var fleet = started;
        try
        {
            if (scenario is not null) fleet.Play(await File.ReadAllTextAsync(scenario));
        }
        catch (Exception wrong) when (wrong is FormatException or IOException or UnauthorizedAccessException)
        {
            return await ComplainAsync(wrong.Message);
        }
        Say(fleet, options);
        var stop = new TaskCompletionSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, stop));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, stop));
        await stop.Task;
        return 0;
    }

    public static UpsFleetOptions? Read(string[] arguments, out string? scenario, out string complaint)
    {
        (scenario, complaint) = (null, "");
        var options = new UpsFleetOptions { Port = 3493, DebugPort = 13493 };
        for (var at = 0; at < arguments.Length; at++)
        {
            var name = arguments[at];
            if (With(options, name) is { } flagged)
            {
                options = flagged;
                continue;
            }
            var value = at + 1 < arguments.Length ? arguments[++at] : "";
            if (name == "--scenario" && value.Length > 0)
            {
                scenario = value;
                continue;
            }
            if (With(options, name, value) is not { } changed)
            {
                complaint = value.Length == 0 ? $"'{name}' is not an option or lacks its value" : $"'{name} {value}' was not understood";
                return null;
            }
            options = changed;
        }
        if (options.Servers <= options.Units) return options;
        complaint = "there are more servers than UPSes";
        return null;
    }

    private static UpsFleetOptions? With(UpsFleetOptions options, string flag) => flag switch
    {
        "--mix" => options with { Mix = true },
        "--one-write" => options with { OneWritePerLine = false },
        "--no-delay" => options with { Nagle = false },
        _ => null,
    };

    private static UpsFleetOptions? With(UpsFleetOptions options, string name, string value) => name switch
    {
        "--ups" when Whole(value, 1, 50_000) is { } number => options with { Units = number },
        "--servers" when Whole(value, 1, 1000) is { } number => options with { Servers = number },
        "--port" when Whole(value, 0, 65_535) is { } port => options with { Port = port },
        "--debug" when Whole(value, 0, 65_535) is { } port => options with { DebugPort = port },
        "--release" when NutReleases.Parse(value) is { } release => options with { Release = release },
        "--make" when Enum.TryParse<UpsMake>(value, ignoreCase: true, out var make) => options with { Make = make },
        "--curve" when FaultNames.Parse<DischargeCurve>(value) is { } curve => options with { Curve = curve },
        "--tls" when FaultNames.Parse<UpsTls>(value) is { } tls => options with { Tls = tls },
        "--load" when Number(value) is { } load => options with { Load = load },
        "--speed" when Number(value) is { } speed and > 0 => options with { Speed = speed },
        "--runtime" when Scenarios.Durations.Parse(value) is { } runtime && runtime > TimeSpan.Zero => options with { RuntimeAtFullLoad = runtime },
        "--max-age" when Scenarios.Durations.Parse(value) is { } age => options with { MaxAge = age },
        "--poll" when Scenarios.Durations.Parse(value) is { } interval => options with { PollInterval = interval },
        _ => null,
    };

    private static int? Whole(string text, int from, int to) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to ? number : null;

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static async Task<int> ComplainAsync(string why)
    {
        await Console.Error.WriteLineAsync($"ups-sim: {why}");
        return 2;
    }

    private static void Stop(PosixSignalContext signal, TaskCompletionSource stop)
    {
        signal.Cancel = true;
        stop.TrySetResult();
    }

    private static void Say(UpsFleet fleet, UpsFleetOptions options)
    {
        if (options.Tls != UpsTls.None) Console.WriteLine(fleet.TrustedPem);
        foreach (var ups in fleet.Units.Take(20)) Console.WriteLine($"{ups.Address}  {ups.Make}");
        if (fleet.Units.Length > 20) Console.WriteLine($"and {fleet.Units.Length - 20} more");
        Console.WriteLine($"users: {string.Join(", ", options.Users.Select(user => $"{user.Name} / {user.Password}"))}");
        Console.WriteLine($"debug: http://127.0.0.1:{fleet.DebugPort}/debug/state");
    }
}

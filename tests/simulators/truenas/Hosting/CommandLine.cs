using System.Globalization;
using NasOrleans.Simulators.TrueNas.Appliances;

namespace NasOrleans.Simulators.TrueNas.Hosting;

/// <summary>truenas-sim --systems 3 --mix</summary>
internal static class CommandLine
{
    private const string Help = """
        Simulates TrueNAS systems on the loopback interface.

        Usage: truenas-sim [options]

          --systems N       how many (1)
          --release R       core13.3, 22.12, 24.04, 24.10, 25.04, 25.10 (default) or 26.0
          --mix             all releases in turn
          --profile P       burnin15, small (default), nvme, ha (pairs)
          --by HOW          port (default): system n on port + n
                            address: one port, system n on 127.16.0.(n+1) and on
                            host: one port, told apart by SNI or Host header, nas-0000.sim.test and on
          --port P          the first or only port (10443); 0 lets the kernel choose
          --tls, --plain    HTTPS (default) or HTTP
          --authority       certificates signed by one authority, printed at the start, instead of self-signed
          --control P       the debug interface of the fleet (10080): GET /systems, /systems/N/debug/state,
                            POST /systems/N/debug/power-on, power-off, reset, complete-all-jobs, faults/NAME[?on=false]
          --wake P          hears Wake on LAN on this UDP port and powers on who is called
          --speed X         the clock of each NAS runs X times faster (1)
          --seed S          what everything random is drawn from (1)
        """;

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments.Contains("--help") || arguments.Contains("-h"))
        {
            Console.WriteLine(Help);
            return 0;
        }
        if (Read(arguments, out var complaint) is not { } options)
        {
            await Console.Error.WriteLineAsync($"truenas-sim: {complaint}; --help lists the options");
            return 2;
        }
        TrueNasFleet started;
        try
        {
            started = await TrueNasFleet.StartAsync(options);
        }
        catch (Exception fault) when (fault is IOException or System.Net.Sockets.SocketException)
        {
            await Console.Error.WriteLineAsync($"truenas-sim: {fault.Message}; choose others with --port and --control");
            return 4;
        }

        await using var fleet = started;
        Say(fleet, options);
        var stop = new TaskCompletionSource();
        using var interrupt = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGINT, signal => Stop(signal, stop));
        using var terminate = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGTERM, signal => Stop(signal, stop));
        await stop.Task;
        return 0;
    }

    public static FleetOptions? Read(string[] arguments, out string complaint)
    {
        complaint = "";
        var options = new FleetOptions { Port = 10443, ControlPort = 10080, PowerTimes = new PowerTimes { Down = TimeSpan.FromSeconds(5), Restart = TimeSpan.FromSeconds(10), Boot = TimeSpan.FromSeconds(5) } };
        for (var at = 0; at < arguments.Length; at++)
        {
            var name = arguments[at];
            if (With(options, name) is { } flagged)
            {
                options = flagged;
                continue;
            }
            var value = at + 1 < arguments.Length ? arguments[++at] : "";
            if (With(options, name, value) is not { } changed)
            {
                complaint = value.Length == 0 ? $"'{name}' is not an option or lacks its value" : $"'{name} {value}' was not understood";
                return null;
            }
            options = changed;
        }
        return options;
    }

    private static FleetOptions? With(FleetOptions options, string flag) => flag switch
    {
        "--mix" => options with { Mix = true },
        "--tls" => options with { Tls = true },
        "--plain" => options with { Tls = false },
        "--authority" => options with { WithAuthority = true },
        _ => null,
    };

    private static FleetOptions? With(FleetOptions options, string name, string value) => name switch
    {
        "--systems" when Number(value, 1, 50_000) is { } number => options with { Systems = number },
        "--port" when Number(value, 0, 65_535) is { } port => options with { Port = port },
        "--control" when Number(value, 0, 65_535) is { } port => options with { ControlPort = port },
        "--wake" when Number(value, 0, 65_535) is { } port => options with { WakePort = port },
        "--seed" when Number(value, 0, int.MaxValue) is { } seed => options with { Seed = seed },
        "--speed" when double.TryParse(value, CultureInfo.InvariantCulture, out var speed) && speed > 0 => options with { Speed = speed },
        "--release" when ReleaseNames.TryParse(value, out var release) => options with { Release = release },
        "--profile" when Enum.TryParse<Profile>(value, ignoreCase: true, out var profile) => options with { Profile = profile },
        "--by" when Enum.TryParse<Addressing>(value, ignoreCase: true, out var by) => options with { By = by },
        _ => null,
    };

    private static int? Number(string text, int from, int to) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to ? number : null;

    private static void Stop(System.Runtime.InteropServices.PosixSignalContext signal, TaskCompletionSource stop)
    {
        signal.Cancel = true;
        stop.TrySetResult();
    }

    private static void Say(TrueNasFleet fleet, FleetOptions options)
    {
        if (options is { Tls: true, WithAuthority: true }) Console.WriteLine(fleet.AuthorityPem);
        foreach (var nas in fleet.Systems.Take(20)) Console.WriteLine($"{nas.Name}  {nas.Release.Version(),-30} {nas.Address}  {nas.UserName} / {nas.Password}  {nas.ApiKey}");
        if (fleet.Systems.Length > 20) Console.WriteLine($"and {fleet.Systems.Length - 20} more");
        Console.WriteLine($"debug: http://127.0.0.1:{fleet.ControlPort}/systems");
    }
}

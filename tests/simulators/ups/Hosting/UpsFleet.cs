using System.Collections.Immutable;
using NasOrleans.Simulators.Ups.Profiles;
using NasOrleans.Simulators.Ups.Scenarios;
using NasOrleans.Simulators.Ups.Server;
using NasOrleans.Simulators.Ups.Units;

namespace NasOrleans.Simulators.Ups.Hosting;

/// <summary>Simulated UPSes behind servers that listen; the door for tests.</summary>
public sealed class UpsFleet : IAsyncDisposable
{
    private readonly Certificates? _certificates;
    private readonly ScenarioPlayer _player;
    private ImmutableArray<Action<UpsEvent>> _watchers = [];
    private DebugServer? _debug;

    private UpsFleet(ImmutableArray<NutServer> servers, ImmutableArray<SimulatedUps> units, TimeProvider clock, Certificates? certificates)
    {
        (Servers, Units, Clock, _certificates) = (servers, units, clock, certificates);
        _player = new ScenarioPlayer(clock, [new UpsStage(() => Units), new ServerStage(servers)]);
        foreach (var ups in units) ups.Told = Tell;
    }

    public ImmutableArray<NutServer> Servers { get; }

    /// <summary>The first server, of most tests the only one.</summary>
    public NutServer Server => Servers[0];

    public ImmutableArray<SimulatedUps> Units { get; }

    /// <summary>The clock of the UPSes, by which events are stamped and scenarios played.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Scenarios that have steps still to come.</summary>
    public int ScenariosRunning => _player.Running;

    public int DebugPort => _debug?.Port ?? throw new InvalidOperationException("The fleet was started without a debug port.");

    /// <summary>What a client has to trust for TLS.</summary>
    public string TrustedPem => Shown.TrustedPem;

    public string CertificatePem => Shown.Pem;

    public string Fingerprint => Shown.Fingerprint;

    private Certificates Shown => _certificates ?? throw new InvalidOperationException("The fleet was started without TLS.");

    public SimulatedUps this[string name] => Units.First(ups => string.Equals(ups.Name, name, StringComparison.OrdinalIgnoreCase));

    public static async Task<UpsFleet> StartAsync(UpsFleetOptions options, CancellationToken cancellationToken = default)
    {
        var clock = options.Speed == 1 ? options.Time : new FastClock(options.Time, options.Speed);
        var certificates = Certificates.Make(options.Tls, options.Time);
        ImmutableArray<SimulatedUps> units = [.. Enumerable.Range(0, options.Units).Select(number => new SimulatedUps(Plan(options, number, clock)))];
        var servers = Enumerable.Range(0, options.Servers).Select(number => new NutServer(
            Plan(options, number), [.. units.Where((_, at) => at % options.Servers == number)], certificates?.Context));
        var fleet = new UpsFleet([.. servers], units, clock, certificates);
        if (options.DebugPort is { } port) fleet._debug = await DebugServer.StartAsync(port, fleet, cancellationToken);
        return fleet;
    }

    /// <summary>Is told of whatever happens to a UPS from now on, from whichever thread it came about on: loads lost, batteries empty, commands received.</summary>
    public void Watch(Action<UpsEvent> watcher) => ImmutableInterlocked.Update(ref _watchers, all => all.Add(watcher));

    /// <summary>Plays what is written in JSON, see <see cref="ScenarioFile"/>.</summary>
    /// <exception cref="FormatException">Something in it cannot be played.</exception>
    public void Play(string json, bool skipOthers = false) => _player.Play(ScenarioFile.Parse(json), skipOthers);

    public void Play(params IEnumerable<ScenarioStep> steps) => _player.Play(steps);

    /// <summary>Everything as at the start; clients that are connected are cut.</summary>
    public void Reset()
    {
        _player.Stop();
        foreach (var server in Servers)
        {
            server.Faults.ClearAll();
            server.Restart();
            server.Received.Clear();
        }
        foreach (var ups in Units) ups.Reset();
    }

    public async ValueTask DisposeAsync()
    {
        _player.Dispose();
        if (_debug is not null) await _debug.DisposeAsync();
        foreach (var server in Servers) await server.DisposeAsync();
        foreach (var ups in Units) ups.Dispose();
        _certificates?.Dispose();
    }

    private void Tell(UpsEvent told)
    {
        foreach (var watcher in _watchers) watcher(told);
    }

    private static UpsOptions Plan(UpsFleetOptions options, int number, TimeProvider clock) => new()
    {
        Name = $"ups{number + 1}",
        Description = number % 3 == 2 ? null : $"Simulated UPS {number + 1}",
        Make = options.Mix ? (UpsMake)(number % 4) : options.Make,
        Curve = options.Curve,
        Load = options.Load / 100,
        AtFullLoad = options.RuntimeAtFullLoad,
        MaxAge = options.MaxAge,
        Wait = options.Wait,
        PollInterval = options.PollInterval,
        Time = options.Time,
        Clock = clock,
    };

    private static NutServerOptions Plan(UpsFleetOptions options, int number) => new()
    {
        Release = options.Release,
        Port = options.Port == 0 ? 0 : options.Port + number,
        Users = options.Users,
        IdleCut = options.IdleCut,
        OneWritePerLine = options.OneWritePerLine,
        Nagle = options.Nagle,
        TrackingTakes = options.TrackingTakes,
        Time = options.Time,
    };
}

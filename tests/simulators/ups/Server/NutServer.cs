using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net.Security;
using NasOrleans.Simulators.Ups.Faults;
using NasOrleans.Simulators.Ups.Units;
using NasOrleans.Simulators.Ups.Wire;

namespace NasOrleans.Simulators.Ups.Server;

/// <summary>One simulated upsd.</summary>
public sealed class NutServer : IAsyncDisposable
{
    private static readonly TimeSpan IdleLook = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<NutClient, bool> _clients = new();
    private readonly Dictionary<string, SimulatedUps> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Listener _listener;
    private readonly ITimer _idle;
    private ImmutableArray<SimulatedUps> _units;
    private long _welcomed;

    internal NutServer(NutServerOptions options, ImmutableArray<SimulatedUps> units, SslStreamCertificateContext? certificate)
    {
        (Options, Certificate, _units) = (options, certificate, units);
        Faults = new ServerFaults(OnFault);
        Tracking = new Tracking(options.Time, options.TrackingTakes);
        _listener = new Listener(this, options.Port);
        foreach (var ups in units) _byName.Add(ups.Name, ups);
        foreach (var ups in units) ups.Address = $"{ups.Name}@{Host}:{Port}";
        _idle = options.Time.CreateTimer(_ => CutIdle(), null, IdleLook, IdleLook);
    }

    public string Host { get; } = "127.0.0.1";

    public int Port => _listener.Port;

    public NutRelease Release => Options.Release;

    public ServerFaults Faults { get; }

    public Received Received { get; } = new();

    /// <summary>The UPSes it serves, in the order of LIST UPS.</summary>
    public ImmutableArray<SimulatedUps> Units => _units;

    public ImmutableArray<NutUser> Users => Options.Users;

    /// <summary>Connections that are open.</summary>
    public int Connections => _clients.Count;

    internal NutServerOptions Options { get; }

    internal TimeProvider Time => Options.Time;

    internal SslStreamCertificateContext? Certificate { get; }

    internal Tracking Tracking { get; }

    /// <summary>Requests are carried out one after the other, as by one thread.</summary>
    internal SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>Who came last is first.</summary>
    internal IEnumerable<NutClient> Clients => _clients.Keys.OrderByDescending(client => client.Number);

    /// <summary>How many clients are logged in to a UPS.</summary>
    public int LoginsTo(SimulatedUps ups) => Clients.Count(client => string.Equals(client.LoggedInTo, ups.Name, StringComparison.OrdinalIgnoreCase));

    /// <summary>As if it was stopped and started: all clients are cut, forced shutdowns and tracked commands forgotten.</summary>
    public void Restart()
    {
        _listener.Close();
        CutAll();
        Tracking.Clear();
        foreach (var ups in _units) ups.Force(false);
        if (!Faults.Has(ServerFault.RefusesConnections)) _listener.Open();
    }

    /// <summary>Cuts all clients; with a reset, as when the machine died.</summary>
    public void CutAll(bool abruptly = false)
    {
        foreach (var client in Clients) client.Cut(abruptly);
    }

    /// <summary>As if its section was taken out and upsd told to reload: who is logged in to it is cut, its FSD forgotten.</summary>
    public void Remove(SimulatedUps ups)
    {
        lock (_byName)
        {
            _units = _units.Remove(ups);
            _byName.Remove(ups.Name);
        }
        ups.Force(false);
        foreach (var client in Clients.Where(client => string.Equals(client.LoggedInTo, ups.Name, StringComparison.OrdinalIgnoreCase))) client.Cut();
    }

    /// <summary>As if its section was put back; it is the last of LIST UPS now.</summary>
    public void Add(SimulatedUps ups)
    {
        lock (_byName)
        {
            if (_byName.TryAdd(ups.Name, ups)) _units = _units.Add(ups);
        }
        ups.Address = $"{ups.Name}@{Host}:{Port}";
    }

    public async ValueTask DisposeAsync()
    {
        await _idle.DisposeAsync();
        _listener.Dispose();
        CutAll();
        foreach (var ups in _units) ups.Dispose();
    }

    internal SimulatedUps? Find(string name)
    {
        lock (_byName) return _byName.GetValueOrDefault(name);
    }

    internal void Welcome(NutClient client)
    {
        client.Number = Interlocked.Increment(ref _welcomed);
        _clients.TryAdd(client, true);
        if (Faults.Has(ServerFault.ResetsConnections)) client.Cut(abruptly: true);
        _ = ServeAsync(client);
    }

    private async Task ServeAsync(NutClient client)
    {
        try
        {
            await client.RunAsync();
        }
        finally
        {
            _clients.TryRemove(client, out _);
        }
    }

    private void CutIdle()
    {
        foreach (var client in Clients.Where(client => client.Idle > Options.IdleCut)) client.Cut();
    }

    private void OnFault(ServerFault fault, bool on)
    {
        if (fault == ServerFault.RefusesConnections && on)
        {
            _listener.Close();
            CutAll(abruptly: true);
        }
        else if (fault == ServerFault.RefusesConnections)
        {
            _listener.Open();
        }
        // Those who wait for an answer in vain would wait for ever.
        else if (!on && fault is ServerFault.NeverAnswers or ServerFault.HalfLines)
        {
            CutAll();
        }
    }
}

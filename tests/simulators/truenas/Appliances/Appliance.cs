using System.Collections.Concurrent;
using NasOrleans.Simulators.TrueNas.Auth;
using NasOrleans.Simulators.TrueNas.Estate;
using NasOrleans.Simulators.TrueNas.Events;
using NasOrleans.Simulators.TrueNas.Faults;
using NasOrleans.Simulators.TrueNas.Jobs;
using NasOrleans.Simulators.TrueNas.Methods;

namespace NasOrleans.Simulators.TrueNas.Appliances;

/// <summary>One simulated NAS. What it has is made when somebody first asks: most of a large fleet is never asked for most of it.</summary>
public sealed partial class Appliance
{
    private readonly TimeSpan? _idleCut;
    private readonly ConcurrentDictionary<string, bool> _restCallers = new(concurrencyLevel: 1, capacity: 1);
    private NasEstate? _estate;
    private Accounts? _accounts;

    internal Appliance(ApplianceOptions options)
    {
        Number = options.Number;
        Name = options.Name;
        Release = options.Release;
        Profile = options.Profile;
        Seed = options.Seed;
        Time = options.Time;
        Clock = options.Clock;
        _idleCut = options.IdleCut;
        Jobs = new JobBook(this);
        Power = new Power(this, options.PowerTimes);
        Limiter = new RateLimiter(Time, Faults);
        Tokens = new Tokens(Clock);
    }

    /// <summary>Its place in the fleet, from 0.</summary>
    public int Number { get; }

    public string Name { get; }

    public Release Release { get; }

    public Profile Profile { get; }

    /// <summary>What everything random about it is drawn from; different for each system of a fleet.</summary>
    public int Seed { get; }

    /// <summary>The clock of the wire: idle cut, rate limits, slow answers.</summary>
    public TimeProvider Time { get; }

    /// <summary>The clock of the NAS, which may run faster: dates, uptime, jobs, self-tests.</summary>
    public TimeProvider Clock { get; }

    public Power Power { get; }

    public FaultBoard Faults { get; } = new();

    public Received Received { get; } = new();

    public Accounts Accounts => Volatile.Read(ref _accounts) ?? Interlocked.CompareExchange(ref _accounts, new Accounts(this), null) ?? _accounts;

    public NasEstate Estate => Volatile.Read(ref _estate) ?? Interlocked.CompareExchange(ref _estate, new NasEstate(this), null) ?? _estate;

    public string UserName => Accounts.Admin.Name;

    public string Password => Accounts.Admin.Password;

    /// <summary>A key that may everything.</summary>
    public string ApiKey => Accounts.AdminKey.Text;

    /// <summary>A key that may look.</summary>
    public string ReadOnlyKey => Accounts.MonitorKey.Text;

    public bool IsDark => Power.IsDark;

    /// <summary>How many connections are open.</summary>
    public int OpenConnections => Connections.Count;

    /// <summary>Who came by REST; releases that are about to drop it tell their admin so.</summary>
    public IReadOnlyCollection<string> RestCallers => (IReadOnlyCollection<string>)_restCallers.Keys;

    internal MethodTable Methods => MethodTable.For(Release);

    internal JobBook Jobs { get; }

    internal EventHub Events { get; } = new();

    internal LiveConnections Connections { get; } = new();

    internal RateLimiter Limiter { get; }

    internal Tokens Tokens { get; }

    /// <summary>When a socket is cut on which the NAS has said nothing.</summary>
    internal TimeSpan IdleCut => _idleCut ?? (Release >= Release.V26 ? TimeSpan.FromHours(1) : TimeSpan.FromSeconds(60));

    public void PowerOn() => Power.On();

    /// <summary>Pulls the plug.</summary>
    public void CutPower() => Power.Cut();

    /// <summary>Cuts all connections and leaves everything else as it is.</summary>
    public void DropConnections() => Connections.AbortAll();

    /// <summary>The middleware starts anew: sessions and jobs are gone, the boot id stays.</summary>
    public void RestartMiddleware()
    {
        Jobs.Forget();
        Tokens.Clear();
        Connections.AbortAll();
    }

    /// <summary>Ends all jobs at once, in success if they can.</summary>
    public void CompleteAllJobs()
    {
        Jobs.HurryAll();
        _estate?.CompleteAll();
    }

    internal void LosePower() => _estate?.LosePower();

    /// <summary>As it was when the fleet started; a system that is dark comes up.</summary>
    public void Reset()
    {
        Faults.ClearAll();
        Jobs.Forget();
        Tokens.Clear();
        _estate = null;
        _accounts = null;
        _restCallers.Clear();
        Received.Clear();
        Power.On();
    }

    /// <summary>25.10 warns of what it is about to lose.</summary>
    internal void NoteRestCaller(string caller)
    {
        if (_restCallers.TryAdd(caller, true) && Release == Release.V2510)
            Estate.Alerts.Raise("RESTAPIUsage", "WARNING", "The deprecated REST API was used from: %(ip_addresses)s", ("ip_addresses", caller));
    }

    internal void RevokeKey(int id, string reason)
    {
        Accounts.Revoke(id, reason);
        Estate.Alerts.Raise("ApiKeyRevoked", "WARNING", "%(key_name)s: API key has been revoked and must either be renewed or deleted.", ("key_name", Accounts.FindKey(id)!.Name));
    }
}

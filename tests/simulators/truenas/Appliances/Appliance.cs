using NasOrleans.Simulators.TrueNas.Estate;
using NasOrleans.Simulators.TrueNas.Events;
using NasOrleans.Simulators.TrueNas.Jobs;
using NasOrleans.Simulators.TrueNas.Methods;

namespace NasOrleans.Simulators.TrueNas.Appliances;

/// <summary>One simulated NAS.</summary>
public sealed class Appliance
{
    private NasEstate? _estate;

    internal Appliance(ApplianceOptions options)
    {
        Number = options.Number;
        Name = options.Name;
        Release = options.Release;
        Profile = options.Profile;
        Seed = options.Seed;
        Time = options.Time;
        Clock = options.Clock;
        Jobs = new JobBook(this);
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

    /// <summary>The other controller of an HA pair.</summary>
    public Appliance? Peer { get; internal set; }

    public NasEstate Estate
    {
        get
        {
            if (_estate is null) Interlocked.CompareExchange(ref _estate, new NasEstate(this), null);
            return _estate;
        }
    }

    internal MethodTable Methods => MethodTable.For(Release);

    internal JobBook Jobs { get; }

    internal EventHub Events { get; } = new();
}

using System.Collections.Immutable;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Estate.Alerts;
using NasOrleans.Simulators.TrueNas.Estate.Apps;
using NasOrleans.Simulators.TrueNas.Estate.Datasets;
using NasOrleans.Simulators.TrueNas.Estate.Drives;
using NasOrleans.Simulators.TrueNas.Estate.HighAvailability;
using NasOrleans.Simulators.TrueNas.Estate.Machines;
using NasOrleans.Simulators.TrueNas.Estate.Network;
using NasOrleans.Simulators.TrueNas.Estate.Pools;
using NasOrleans.Simulators.TrueNas.Estate.Services;
using NasOrleans.Simulators.TrueNas.Estate.Smart;
using NasOrleans.Simulators.TrueNas.Estate.Tasks;
using NasOrleans.Simulators.TrueNas.Estate.Ups;

namespace NasOrleans.Simulators.TrueNas.Estate;

/// <summary>What a NAS has: drives, pools, datasets, apps, machines. Tests change it through its parts; JSON is made when somebody asks.</summary>
public sealed partial class NasEstate
{
    internal NasEstate(Appliance appliance)
    {
        Appliance = appliance;
        Failover = new Failover(appliance);
        // The second controller of a pair is cabled to the drives of the first.
        var first = Failover.IsSecond ? appliance.Peer!.Estate : null;
        Shelf = first?.Shelf ?? new Shelf(appliance);
        Pools = first?.Pools ?? new PoolBook(appliance, Shelf);
        Datasets = first?.Datasets ?? new DatasetBook(this);
        Tasks = first?.Tasks ?? new TaskBook(this);
        Alerts = new AlertBook(this);
        Services = new ServiceBook(appliance.Release);
        Machines = new MachineBook(appliance.Release);
        Interfaces = NetworkLink.Of(appliance);
        // The standby of a pair may have been reset since: its former self stays silent.
        Pools.WhenChanged(() => { if (appliance.Estate == this) Alerts.Refresh(); });
    }

    public Shelf Shelf { get; }

    public PoolBook Pools { get; }

    public DatasetBook Datasets { get; }

    public TaskBook Tasks { get; }

    public AlertBook Alerts { get; }

    public ServiceBook Services { get; }

    public AppBook Apps { get; } = new();

    public MachineBook Machines { get; }

    public Failover Failover { get; }

    public UpsSettings Ups { get; set; } = new();

    public ImmutableArray<NetworkLink> Interfaces { get; set; }

    public ImmutableArray<SmartSchedule> SmartSchedules { get; set; } = [];

    /// <summary>The disks that iSCSI gives away as a whole, by name.</summary>
    public ImmutableArray<string> DiskExtents { get; set; } = [];

    /// <summary>The version that could be installed.</summary>
    public string? NewVersion { get; set; }

    /// <summary>What smartctl would print on this system; the arguments as on a command line.</summary>
    public SmartctlOutput Smartctl(string commandLine) => SmartctlCommand.Run(this, commandLine);

    internal Appliance Appliance { get; }

    internal ReadingCache CoreTemperatures { get; } = new();

    internal Release Release => Appliance.Release;

    internal DateTimeOffset Now => Appliance.Clock.GetUtcNow();

    /// <summary>On a standby controller there are none.</summary>
    internal IEnumerable<Pool> ImportedPools => Failover.HasPools ? Pools.All : [];
}

using NasOrleans.Simulators.TrueNas.Events;
using NasOrleans.Simulators.TrueNas.Faults;

namespace NasOrleans.Simulators.TrueNas.Appliances;

public enum PairRole
{
    /// <summary>It has no other controller.</summary>
    Single,
    Master,
    Backup,
}

public sealed partial class Appliance
{
    /// <summary>The other controller of an HA pair.</summary>
    public Appliance? Peer { get; private set; }

    public PairRole PairRole { get; private set; }

    /// <summary>It sends those who log in to the other controller.</summary>
    public bool IsStandby => Faults.Has(Fault.Standby) || (PairRole == PairRole.Backup && Peer is { IsDark: false });

    internal static void Pair(Appliance master, Appliance backup)
    {
        (master.Peer, backup.Peer) = (backup, master);
        (master.PairRole, backup.PairRole) = (PairRole.Master, PairRole.Backup);
    }

    /// <summary>The other controller is gone.</summary>
    internal void TakeOver()
    {
        if (IsDark || Peer is null) return;
        PairRole = PairRole.Master;
        Peer.PairRole = PairRole.Backup;
        Events.Publish("failover.status", Change.Changed, fields: new() { ["status"] = "MASTER" });
    }
}

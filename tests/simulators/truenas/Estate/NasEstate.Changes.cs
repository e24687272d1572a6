using NasOrleans.Simulators.TrueNas.Estate.Drives;

namespace NasOrleans.Simulators.TrueNas.Estate;

public sealed partial class NasEstate
{
    /// <summary>A reset under the drives: running self-tests are interrupted.</summary>
    public void LosePower()
    {
        if (Failover.HasPools)
        {
            foreach (var bay in Shelf.Bays) bay.Drive.SelfTests.Interrupt(Now);
        }
        CoreTemperatures.Forget();
    }

    /// <summary>All self-tests and scans have what they would have come to.</summary>
    public void CompleteAll()
    {
        foreach (var bay in Shelf.Bays) bay.Drive.SelfTests.Complete(Now);
        foreach (var pool in Pools.All) Pools.FinishScan(pool.Name);
    }

    /// <summary>A drive of the data pool fails; the pool is DEGRADED, or worse if it cannot bear that.</summary>
    public Drive DegradePool(string name = "tank")
    {
        var drive = Pools[name].Data[0].Members[0].Drive;
        Pools.Fault(name, drive);
        return drive;
    }

    /// <summary>Takes a drive out and puts a new one of the same model in; a pool that used the old one resilvers onto it.</summary>
    public Drive ReplaceDrive(Drive old)
    {
        ArgumentNullException.ThrowIfNull(old);
        var pool = Pools.NameOfPoolWith(old);
        Shelf.Pull(old);
        var replacement = Shelf.InsertNew(old.Model, Appliance.Seed);
        if (pool is not null) Pools.Replace(pool, old, replacement);
        return replacement;
    }
}

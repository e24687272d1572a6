using NasOrleans.Simulators.TrueNas.Appliances;

namespace NasOrleans.Simulators.TrueNas.Estate;

/// <summary>What a NAS has: pools, disks, datasets, apps, machines.</summary>
public sealed class NasEstate
{
    internal NasEstate(Appliance appliance) => Appliance = appliance;

    internal Appliance Appliance { get; }
}

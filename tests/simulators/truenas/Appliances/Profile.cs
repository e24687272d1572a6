namespace NasOrleans.Simulators.TrueNas.Appliances;

/// <summary>What hardware a system has.</summary>
public enum Profile
{
    /// <summary>The mix of 15 drives that a burn-in is tried on.</summary>
    BurnIn15,

    /// <summary>A few disks in one pool, for fleets of thousands.</summary>
    Small,

    /// <summary>NVMe drives only.</summary>
    Nvme,

    /// <summary>Pairs of controllers: of each two systems the first is MASTER, the second BACKUP.</summary>
    Ha,
}

using System.Collections.Immutable;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Estate.Pools;

namespace NasOrleans.Simulators.TrueNas.Estate.Drives;

/// <summary>Which drives a system of a profile has, in the order of their bays; the boot drive comes on top.</summary>
internal static class DriveMix
{
    private static readonly ImmutableArray<DriveModel> BurnIn15 =
    [
        DriveModels.SeagateExos12, DriveModels.SeagateExos12, DriveModels.SeagateExos12,
        DriveModels.WesternDigitalRed8, DriveModels.WesternDigitalRed8, DriveModels.WesternDigitalRed8,
        DriveModels.SeagateExos16, DriveModels.SeagateExos16,
        DriveModels.SeagateIronWolf4, DriveModels.SeagateIronWolf4,
        DriveModels.Toshiba10, DriveModels.Toshiba10,
        DriveModels.Hgst8,
        DriveModels.AlwaysFailing,
        DriveModels.SeagateBarracuda6,
    ];

    private static readonly ImmutableArray<DriveModel> Small =
        [DriveModels.SeagateIronWolf4, DriveModels.SeagateIronWolf4, DriveModels.SeagateIronWolf4, DriveModels.SeagateIronWolf4];

    private static readonly ImmutableArray<DriveModel> Nvme =
        [DriveModels.Samsung980, DriveModels.Samsung980, DriveModels.Micron7450, DriveModels.Micron7450];

    private static readonly ImmutableArray<DriveModel> Ha =
        [DriveModels.Hgst8, DriveModels.Hgst8, DriveModels.Hgst8, DriveModels.Hgst8, DriveModels.Hgst8, DriveModels.Hgst8];

    public static ImmutableArray<DriveModel> Of(Profile profile) => profile switch
    {
        Profile.BurnIn15 => BurnIn15,
        Profile.Nvme => Nvme,
        Profile.Ha => Ha,
        _ => Small,
    };

    /// <summary>The bays of the data pool; the other drives are free.</summary>
    public static (VdevKind Kind, ImmutableArray<int> Bays) PoolOf(Profile profile) => profile switch
    {
        Profile.BurnIn15 => (VdevKind.Mirror, [8, 9]),
        Profile.Nvme => (VdevKind.Mirror, [0, 1]),
        Profile.Ha => (VdevKind.RaidZ2, [0, 1, 2, 3, 4]),
        _ => (VdevKind.RaidZ1, [0, 1, 2]),
    };
}

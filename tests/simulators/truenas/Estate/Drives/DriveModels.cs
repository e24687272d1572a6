namespace NasOrleans.Simulators.TrueNas.Estate.Drives;

/// <summary>The products that simulated systems are made of.</summary>
public static class DriveModels
{
    public static readonly DriveModel SeagateExos12 = new("ST12000NM0008-2H3101", DriveBus.Sata, 12_000_138_625_024)
    {
        Vendor = "Seagate",
        Family = "Seagate Exos X14",
        Firmware = "SN02",
        RotationRate = 7200,
        SerialPrefix = "ZLW",
        BaseTemperature = 32,
        ExtendedTestMinutes = 1098,
    };

    public static readonly DriveModel WesternDigitalRed8 = new("WDC WD80EFAX-68KNBN0", DriveBus.Sata, 8_001_563_222_016)
    {
        Vendor = "WD",
        Family = "Western Digital Red",
        Firmware = "81.00A81",
        RotationRate = 5400,
        SerialPrefix = "VDH",
        WwnPrefix = "5000cca0",
        BaseTemperature = 29,
        ExtendedTestMinutes = 1030,
    };

    public static readonly DriveModel SeagateExos16 = new("ST16000NM001G-2KK103", DriveBus.Sata, 16_000_900_661_248)
    {
        Vendor = "Seagate",
        Family = "Seagate Exos X16",
        Firmware = "SN03",
        RotationRate = 7200,
        SerialPrefix = "ZL2",
        BaseTemperature = 34,
        ExtendedTestMinutes = 1430,
    };

    public static readonly DriveModel SeagateIronWolf4 = new("ST4000VN008-2DR166", DriveBus.Sata, 4_000_787_030_016)
    {
        Vendor = "Seagate",
        Family = "Seagate IronWolf",
        Firmware = "SC60",
        RotationRate = 5980,
        SerialPrefix = "ZGY",
        BaseTemperature = 28,
        ExtendedTestMinutes = 631,
    };

    public static readonly DriveModel Toshiba10 = new("TOSHIBA MG06ACA10TE", DriveBus.Sata, 10_000_831_348_736)
    {
        Vendor = "Toshiba",
        Family = "Toshiba MG06ACA... Enterprise Capacity HDD",
        Firmware = "4303",
        RotationRate = 7200,
        SerialPrefix = "X8",
        SerialLength = 12,
        WwnPrefix = "50000398",
        BaseTemperature = 33,
        ExtendedTestMinutes = 1040,
    };

    public static readonly DriveModel Hgst8 = new("HUS728T8TAL5200", DriveBus.Sas, 8_001_563_222_016)
    {
        Vendor = "HGST",
        Family = "HGST Ultrastar DC HC320",
        Firmware = "RS02",
        RotationRate = 7200,
        SerialPrefix = "VAH",
        WwnPrefix = "5000cca0",
        BaseTemperature = 35,
        ExtendedTestMinutes = 1040,
    };

    public static readonly DriveModel SeagateBarracuda6 = new("ST6000DM003-2CY186", DriveBus.Sata, 6_001_175_126_016)
    {
        Vendor = "Seagate",
        Family = "Seagate BarraCuda 3.5 (SMR)",
        Firmware = "0001",
        RotationRate = 5425,
        SerialPrefix = "ZR1",
        BaseTemperature = 28,
        ExtendedTestMinutes = 750,
    };

    /// <summary>Each of its self-tests ends with a read failure after about 30 %.</summary>
    public static readonly DriveModel AlwaysFailing = new("FAIL001", DriveBus.Sata, 4_000_787_030_016)
    {
        Vendor = "Seagate",
        Family = "",
        Firmware = "FAIL",
        RotationRate = 7200,
        SerialPrefix = "FAIL001",
        SerialLength = 12,
        BaseTemperature = 38,
        ExtendedTestMinutes = 480,
        FailsAt = 0.3,
    };

    public static readonly DriveModel BootSsd = new("KINGSTON SA400S37240G", DriveBus.Sata, 240_057_409_536)
    {
        Vendor = "Kingston",
        Family = "Phison Driven SSDs",
        Firmware = "S1Z40102",
        SerialPrefix = "50026B77",
        SerialLength = 16,
        WwnPrefix = "50026b77",
        BaseTemperature = 31,
        ExtendedTestMinutes = 2,
    };

    public static readonly DriveModel Samsung980 = new("Samsung SSD 980 PRO 2TB", DriveBus.Nvme, 2_000_398_934_016)
    {
        Vendor = "Samsung",
        Firmware = "5B2QGXA7",
        SerialPrefix = "S6B0N",
        SerialLength = 15,
        WwnPrefix = "eui.002538",
        BaseTemperature = 41,
        ExtendedTestMinutes = 35,
    };

    public static readonly DriveModel Micron7450 = new("Micron_7450_MTFDKCC3T8TFR", DriveBus.Nvme, 3_840_755_982_336)
    {
        Vendor = "Micron",
        Firmware = "E2MU200",
        SerialPrefix = "2248",
        SerialLength = 12,
        WwnPrefix = "eui.00a075",
        BaseTemperature = 44,
        ExtendedTestMinutes = 60,
    };
}

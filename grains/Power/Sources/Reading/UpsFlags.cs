namespace NasOrleans.Power.Sources.Reading;

/// <summary>The tokens of ups.status that mean something here.</summary>
[Flags]
internal enum UpsFlags
{
    None = 0,
    OnLine = 1 << 0,
    OnBattery = 1 << 1,
    LowBattery = 1 << 2,
    HighBattery = 1 << 3,
    ReplaceBattery = 1 << 4,
    Charging = 1 << 5,
    Discharging = 1 << 6,
    Bypass = 1 << 7,
    Calibrating = 1 << 8,
    Off = 1 << 9,
    Overloaded = 1 << 10,
    Trimming = 1 << 11,
    Boosting = 1 << 12,
    ForcedShutdown = 1 << 13,
    Alarm = 1 << 14,
    Testing = 1 << 15,
}

/// <summary>Where the load gets its power from.</summary>
internal enum Supply
{
    Unknown,
    Mains,
    Battery,
}

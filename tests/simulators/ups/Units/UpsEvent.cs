namespace NasOrleans.Simulators.Ups.Units;

public enum UpsEventKind
{
    OnBattery,
    OnLine,
    LowBattery,

    /// <summary>The battery gave out; whatever hangs on it is dark from that moment.</summary>
    BatteryEmpty,
    BatteryFull,

    /// <summary>The outlets lost power; the reason says why.</summary>
    LoadLost,
    LoadRestored,
    OutletOff,
    OutletOn,
    TestStarted,
    TestEnded,
    ForcedShutdown,
    CommandReceived,
    VariableSet,
}

/// <summary>Something that happened to a UPS, at a moment of its clock.</summary>
public sealed record UpsEvent(DateTimeOffset At, string Ups, UpsEventKind Kind, string Reason = "");

namespace NasOrleans.Power.Sources.Machines;

/// <summary>The small machines beside the verdict: each tells of a change, and of nothing else.</summary>
internal sealed record MachineStates
{
    public VoltageTrack Voltage { get; init; } = new();

    public Regulation Regulation { get; init; }

    public OverloadTrack Overload { get; init; } = new();

    public bool Bypass { get; init; }

    public bool ReplaceBattery { get; init; }

    public bool OutputOff { get; init; }

    public TestTrack Test { get; init; } = new();

    public AlarmTrack Alarm { get; init; } = new();

    public AnomalyTrack Anomaly { get; init; } = new();

    public FlagsTrack UnknownFlags { get; init; } = new();
}

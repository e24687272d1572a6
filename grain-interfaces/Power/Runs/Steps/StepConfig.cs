using Orleans;

namespace NasOrleans.Power.Runs.Steps;

/// <summary>One thing that is done in a phase. Exactly one of the kinds is set; what is not given has the default of its kind.</summary>
[GenerateSerializer, Immutable, Alias("nas.step-config")]
public sealed record StepConfig
{
    public static readonly TimeSpan DefaultWaitAtMost = TimeSpan.FromMinutes(2);

    /// <summary>Once in the group; the letters of a system's id.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>Shown to people; the id when empty.</summary>
    [Id(1)] public string Name { get; init; } = "";

    /// <summary>The load that this step shuts down, or brings back.</summary>
    [Id(2)] public required string Load { get; init; }

    /// <summary>After this the step has ended, whatever the target does; 1 s to 30 min.</summary>
    [Id(3)] public TimeSpan? Timeout { get; init; }

    [Id(4)] public StepConfirmation? Confirmation { get; init; }

    /// <summary>What it means that the step failed, or that nobody knows how it ended.</summary>
    [Id(5)] public FailurePolicy OnFailure { get; init; }

    /// <summary>How long <see cref="FailurePolicy.Wait"/> waits beyond the timeout; up to 15 min.</summary>
    [Id(6)] public TimeSpan WaitAtMost { get; init; } = DefaultWaitAtMost;

    /// <summary>Once this step has begun, its load goes all the way down, even when mains returns.</summary>
    [Id(7)] public bool? NoReturn { get; init; }

    [Id(8)] public VirtualMachinesStep? VirtualMachines { get; init; }

    [Id(9)] public GuestsStep? Guests { get; init; }

    [Id(10)] public ContainersStep? Containers { get; init; }

    [Id(11)] public SyncStep? Sync { get; init; }

    [Id(12)] public UnmountStep? Unmount { get; init; }

    [Id(13)] public TrueNasStep? TrueNas { get; init; }

    [Id(14)] public HostStep? Host { get; init; }

    [Id(15)] public CommandStep? Command { get; init; }

    [Id(16)] public LocalHostOffStep? LocalHostOff { get; init; }

    [Id(17)] public UpsOffStep? UpsOff { get; init; }

    [Id(18)] public WakeStep? Wake { get; init; }

    [Id(19)] public IpmiStep? Ipmi { get; init; }
}

/// <summary>How it is found out that a step came about.</summary>
[GenerateSerializer, Alias("nas.step-confirmation")]
public enum StepConfirmation
{
    /// <summary>Not at all: that the target took it is all there is.</summary>
    None,

    /// <summary>The target is asked how it stands: which machines still run, what is still mounted.</summary>
    Asked,

    /// <summary>Nothing answers at the target any more.</summary>
    Dark,

    /// <summary>The target answers again.</summary>
    Up,
}

[GenerateSerializer, Alias("nas.failure-policy")]
public enum FailurePolicy
{
    /// <summary>The run goes on without it.</summary>
    GoOn,

    /// <summary>The target gets more time, and then the run goes on.</summary>
    Wait,

    /// <summary>Nothing more is begun.</summary>
    Abort,
}

[GenerateSerializer, Alias("nas.step-kind")]
public enum StepKind
{
    VirtualMachines,
    Guests,
    Containers,
    Sync,
    Unmount,
    TrueNas,
    Host,
    Command,
    LocalHostOff,
    UpsOff,
    Wake,
    Ipmi,
}

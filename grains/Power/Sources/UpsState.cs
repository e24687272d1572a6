using System.Collections.Immutable;
using NasOrleans.Power.Sources.Battery;
using NasOrleans.Power.Sources.Judging;
using NasOrleans.Power.Sources.Machines;
using NasOrleans.Power.Sources.Reading;

namespace NasOrleans.Power.Sources;

/// <summary>All that is remembered of a UPS, and persisted on transition. Moments are on the steady clock that <see cref="ClockRules.Continue"/> carries over a restart.</summary>
internal sealed record UpsState
{
    /// <summary>The boot in which this was seen; null where boots mean nothing, on a cluster.</summary>
    public string? BootId { get; init; }

    /// <summary>When it was last judged.</summary>
    public PowerMoment? At { get; init; }

    public PowerMoment? SavedAt { get; init; }

    /// <summary>The latest observation, good or bad; a duplicate or older one changes nothing.</summary>
    public ObservationMark? Mark { get; init; }

    /// <summary>The latest valid status of this boot.</summary>
    public StatusMark? Seen { get; init; }

    public UpsNumbers Numbers { get; init; } = new();

    public ContactTrack Contact { get; init; } = new();

    public OutageState? Outage { get; init; }

    public LossState? Loss { get; init; }

    /// <summary>The forced shutdown that is shown stood there before we first looked.</summary>
    public bool OldForcedShutdown { get; init; }

    /// <summary>Since when the UPS has been on battery by its own will.</summary>
    public TimeSpan? TestingSince { get; init; }

    /// <summary>The end of the last time in which we did not run.</summary>
    public TimeSpan AwakeSince { get; init; }

    /// <summary>The clocks disagreed then: what was asked before may be older than it looks.</summary>
    public TimeSpan? TrustFrom { get; init; }

    public PowerStanding Standing { get; init; }

    public DateTimeOffset? StandingSince { get; init; }

    public MachineStates Machines { get; init; } = new();

    public BatteryState Battery { get; init; } = new();

    /// <summary>Newest first.</summary>
    public ImmutableArray<PowerNote> Notes { get; init; } = [];
}

internal sealed record ObservationMark(Guid Reader, long Sequence, TimeSpan At);

/// <summary>A valid status and when it was asked for.</summary>
internal sealed record StatusMark
{
    public required string Text { get; init; }

    public required PowerMoment At { get; init; }

    /// <summary>And not by its own will.</summary>
    public bool OnBattery { get; init; }
}

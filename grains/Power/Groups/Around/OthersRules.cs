using System.Collections.Immutable;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Sources;

namespace NasOrleans.Power.Groups.Around;

/// <summary>What the other groups of the tenant said when they were last asked.</summary>
internal sealed record OthersLook
{
    public required TimeSpan AskedAt { get; init; }

    /// <summary>UPSes on which every load of every other group is seen dark.</summary>
    public ImmutableHashSet<PowerSourceId> Clear { get; init; } = [];

    /// <summary>Something of them is going down or about to, or one of them did not say.</summary>
    public bool Busy { get; init; }
}

/// <summary>What a run must know of other groups, and when it must ask them.</summary>
internal static class OthersRules
{
    // All of them hear of the same outage within two ticks of each other.
    private static readonly TimeSpan HearOfIt = TimeSpan.FromSeconds(3);

    /// <summary>UPSes that this run may still switch off.</summary>
    public static ImmutableHashSet<PowerSourceId> UpsesOff(ShutdownRun run) =>
        [.. run.Steps().Where(step => !step.HasEnded).Select(step => step.Config.UpsOff?.Source).OfType<PowerSourceId>()];

    public static bool MustAsk(ShutdownRun? run) =>
        run is { IsFinal: false, DryRun: false } && run.Steps().Any(step => !step.HasEnded && (step.Config.UpsOff is not null || step.Config.LocalHostOff is not null));

    /// <summary>Nobody can say means not clear, and busy. In a rehearsal nobody's UPS goes off.</summary>
    public static RunFacts Facts(ShutdownRun run, OthersLook? others, ImmutableArray<SourceLook> looks, ImmutableHashSet<string> unseen, PowerMoment now)
    {
        if (!MustAsk(run)) return new() { Unseen = unseen };
        var known = others is not null && now.Ticking - others.AskedAt <= ClockRules.OldestToActOn ? others : null;
        // Hosts that are none of ours, and that we told to go down.
        var awaited = looks.Where(look => look.Verdict is { AwaitsOthers: true }).Select(look => look.Source).ToImmutableHashSet();
        return new()
        {
            Unseen = unseen,
            NotClear = [.. UpsesOff(run).Where(source => known is null || !known.Clear.Contains(source) || awaited.Contains(source))],
            OthersBusy = known is not { Busy: false } || !awaited.IsEmpty || run.At(now) < HearOfIt,
        };
    }

    public static bool IsBusy(PowerGroupSnapshot other) =>
        other.Run is { Kind: RunKind.Shutdown, DryRun: false } || (!other.DryRun && other.Loads.Any(load => load.Standing is LoadStanding.Due && !other.Crisis));
}

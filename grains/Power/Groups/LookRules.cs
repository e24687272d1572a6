using System.Collections.Immutable;
using NasOrleans.Power.Sources;

namespace NasOrleans.Power.Groups;

/// <summary>What of that which was seen may be decided on.</summary>
internal static class LookRules
{
    /// <summary>Whoever is asked has answered by then.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    // A clock that keeps being set must not keep us from deciding for ever.
    private static readonly TimeSpan DoubtAtMost = TimeSpan.FromSeconds(5);

    /// <summary>Nothing is begun on the latest judgement any more: we slept since, or the clocks disagree.</summary>
    public static bool MustLookFirst(PowerMoment? judged, PowerMoment now) => judged is not { } last || Slept(last, now);

    public static bool Slept(PowerMoment before, PowerMoment now) => ClockRules.IsLate(before, now) || ClockRules.Jumped(before, now);

    /// <summary>What was seen before is not trusted: where a whole machine stood still, its steady clock did so, too, and old verdicts look young.</summary>
    public static TimeSpan? TrustFrom(TimeSpan? trustFrom, PowerMoment? last, PowerMoment now) =>
        last is { } before && ClockRules.Jumped(before, now) && !(now.Ticking - trustFrom < DoubtAtMost) ? now.Ticking : trustFrom;

    /// <summary>The looks of one round. Each verdict was asked for at the same moment, and has aged since; at most from then on.</summary>
    public static ImmutableArray<SourceLook> Looks(
        ImmutableArray<PowerSourceId> sources, IReadOnlyList<SourceVerdict?> verdicts, TimeSpan asked, TimeSpan? trustFrom, PowerMoment now)
    {
        var took = now.Ticking - asked;
        return [.. sources.Zip(verdicts, (source, verdict) => new SourceLook
        {
            Source = source,
            Verdict = verdict is { Age: { } age } && now.Ticking - age - took < trustFrom ? null : verdict,
            Took = took,
        })];
    }
}

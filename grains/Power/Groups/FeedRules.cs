using System.Collections.Immutable;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Sources;

namespace NasOrleans.Power.Groups;

internal enum Feed
{
    /// <summary>Nothing fresh is known, and it is no ground to shut anything down by itself.</summary>
    Unknown,

    OnLine,
    OnBattery,
    Gone,

    /// <summary>Unknown for so long that it counts as gone if the load's other sources are.</summary>
    Blank,
}

/// <summary>What one source means for one load.</summary>
internal static class FeedRules
{
    /// <summary>Unknown for longer is as good as gone, when the rest is gone.</summary>
    public static readonly TimeSpan Failsafe = TimeSpan.FromSeconds(5);

    /// <summary>Whoever judges a source may have moved to another host; after this its silence counts.</summary>
    public static readonly TimeSpan NoVerdictFor = TimeSpan.FromSeconds(15);

    // What a UPS says of its battery settles only some time after the transfer.
    private static readonly TimeSpan Settles = TimeSpan.FromSeconds(30);

    /// <param name="load">The load that it feeds.</param>
    /// <param name="look">The latest look at it.</param>
    /// <param name="track">What was last known.</param>
    /// <param name="blinded">We cannot see it because of our own steps.</param>
    /// <param name="takes">What shutting the load down takes.</param>
    /// <param name="now">The moment of the look.</param>
    public static (Feed Feed, SourceCause? Cause) Judge(LoadConfig load, SourceLook look, SourceTrack track, bool blinded, TimeSpan takes, PowerMoment now)
    {
        if (!look.IsFresh || look.Verdict is not { } verdict) return Silent(look, track, blinded, now);
        return verdict.Standing switch
        {
            PowerStanding.OnLine => (Feed.OnLine, null),
            // Contact that was lost because we shut the server down tells nothing of the battery.
            PowerStanding.Lost when blinded && verdict.Cause == PowerCause.ContactLost => (Feed.Unknown, null),
            PowerStanding.Lost => (Feed.Gone, Because(look, LossReason.Lost, track, now)),
            PowerStanding.OnBattery => Shed(load, verdict, track, takes, now) is { } reason
                ? (Feed.Gone, Because(look, reason, track, now))
                : (Feed.OnBattery, null),
            _ => (!blinded && verdict.UnknownFor + look.Took >= Failsafe ? Feed.Blank : Feed.Unknown, null),
        };
    }

    public static SourceCause Because(SourceLook look, LossReason reason, SourceTrack track, PowerMoment now) => new()
    {
        Source = look.Source,
        Reason = reason,
        Cause = look.Verdict?.Cause,
        Why = look.Verdict?.Why ?? "",
        Charge = look.Verdict?.Charge,
        Runtime = look.Verdict?.Runtime,
        Load = look.Verdict?.Load,
        OnBatteryFor = now.Ticking - track.OnBatterySince,
    };

    public static int Needed(LoadConfig load) => load.Rule switch
    {
        FeedRule.Any => 1,
        FeedRule.AtLeast => Math.Clamp(load.Count, 1, Math.Max(1, load.Feeds.Length)),
        _ => Math.Max(1, load.Feeds.Length),
    };

    public static string Words(ImmutableArray<SourceCause> causes) => string.Join("; ", causes.DistinctBy(cause => cause.Source).Select(cause => cause.Reason switch
    {
        LossReason.Lost => $"{cause.Source} is lost: {cause.Why}",
        LossReason.Unknown => $"nothing is known of {cause.Source}, and the others are gone",
        LossReason.NoVerdict => $"nobody tells how {cause.Source} stands, and it was last known on battery",
        LossReason.ShedByCharge => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{cause.Source} holds {cause.Charge:0.#} %"),
        LossReason.ShedByRuntime => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{cause.Source} lasts {cause.Runtime?.TotalSeconds:0} s"),
        LossReason.ShedByTime => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{cause.Source} has been on battery for {cause.OnBatteryFor?.TotalSeconds:0} s"),
        _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{cause.Source} lasts {cause.Runtime?.TotalSeconds:0} s, which the shutdown and its reserve need"),
    }));

    private static (Feed Feed, SourceCause? Cause) Silent(SourceLook look, SourceTrack track, bool blinded, PowerMoment now)
    {
        var silent = now.Ticking - track.SilentSince ?? TimeSpan.Zero;
        if (blinded || silent < Failsafe) return (Feed.Unknown, null);
        // The verdict itself is too old to be told as a reason.
        return track.LastSeenOnBattery && silent >= NoVerdictFor
            ? (Feed.Gone, Because(look with { Verdict = null }, LossReason.NoVerdict, track, now))
            : (Feed.Blank, null);
    }

    private static LossReason? Shed(LoadConfig load, SourceVerdict verdict, SourceTrack track, TimeSpan takes, PowerMoment now)
    {
        var onBattery = now.Ticking - track.OnBatterySince ?? TimeSpan.Zero;
        if (load.Shedding is not { } shedding || onBattery < Settles) return null;
        if (shedding.Charge > 0 && verdict.Charge < shedding.Charge) return LossReason.ShedByCharge;
        if (shedding.Runtime > TimeSpan.Zero && verdict.Runtime < shedding.Runtime) return LossReason.ShedByRuntime;
        if (shedding.OnBattery > TimeSpan.Zero && onBattery >= shedding.OnBattery) return LossReason.ShedByTime;
        return shedding.ByReserve && verdict.Runtime <= takes + load.Reserve ? LossReason.ShedByReserve : null;
    }
}

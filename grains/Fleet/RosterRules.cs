using System.Collections.Immutable;

namespace NasOrleans.Fleet;

/// <summary>When a round is due, and whom to strike off.</summary>
internal static class RosterRules
{
    // The API writes the roster before the grain: what has nothing behind it may be on its way. Not for this long, though.
    private static readonly TimeSpan EmptyFor = TimeSpan.FromMinutes(10);

    public static bool IsDue(TimeSpan? sinceLastRound, TimeSpan interval) => sinceLastRound is null || sinceLastRound >= interval;

    /// <summary>Not while an addition may still be on its way to the grain.</summary>
    public static bool MayRemove(TimeSpan? sinceAdded) => sinceAdded is null || sinceAdded >= EmptyFor;

    /// <summary>Remembers since when a member has had nothing behind it; one that has, or was struck off, is forgotten.</summary>
    public static ImmutableDictionary<string, DateTimeOffset> Note(
        ImmutableDictionary<string, DateTimeOffset> emptySince, IReadOnlyCollection<string> empty, DateTimeOffset now) =>
        empty.ToImmutableDictionary(member => member, member => emptySince.GetValueOrDefault(member, now));

    public static ImmutableArray<string> ToStrikeOff(ImmutableDictionary<string, DateTimeOffset> emptySince, DateTimeOffset now) =>
        [.. emptySince.Where(entry => now - entry.Value >= EmptyFor).Select(entry => entry.Key)];
}

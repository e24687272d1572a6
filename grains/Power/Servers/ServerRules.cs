using System.Collections.Immutable;
using NasOrleans.Power.Sources;
using NasOrleans.Power.Sources.Servers;

namespace NasOrleans.Power.Servers;

/// <summary>A wish to have a UPS read, and when it was last said.</summary>
internal sealed record Watcher(NutWatch Watch, TimeSpan SaidAt);

/// <summary>Whose wishes count, how the server is reached, and how often each UPS is asked.</summary>
internal static class ServerRules
{
    // A source says it every 10 s; one that was silent for three times that has gone.
    private static readonly TimeSpan Forgotten = TimeSpan.FromSeconds(35);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    public static ImmutableDictionary<PowerSourceId, Watcher> Living(ImmutableDictionary<PowerSourceId, Watcher> watchers, TimeSpan now) =>
        watchers.RemoveRange(watchers.Where(entry => now - entry.Value.SaidAt > Forgotten).Select(entry => entry.Key));

    /// <summary>Sources may differ in how the server is to be reached: the most careful one wins, and among those always the same.</summary>
    public static NutServerConfig? Reach(ImmutableDictionary<PowerSourceId, Watcher> watchers) => watchers
        .OrderByDescending(entry => entry.Value.Watch.Ups.Server.Tls)
        .ThenBy(entry => entry.Key.Value, StringComparer.Ordinal)
        .Select(entry => entry.Value.Watch.Ups.Server)
        .FirstOrDefault();

    public static TimeSpan StatusInterval(IEnumerable<Watcher> watchers) =>
        watchers.Select(watcher => watcher.Watch.Ups.StatusInterval).Append(TimeSpan.FromSeconds(2)).Min() is var least && least > Shortest ? least : Shortest;

    public static TimeSpan PollInterval(IEnumerable<Watcher> watchers) =>
        watchers.Select(watcher => watcher.Watch.Ups.PollInterval).Append(TimeSpan.FromSeconds(60)).Min();

    /// <summary>A timer may fire a little early: half a tick more or less is the same tick.</summary>
    public static bool IsDue(TimeSpan? last, TimeSpan interval, TimeSpan tick, TimeSpan now) => last is not { } asked || now - asked >= interval - (tick / 2);
}

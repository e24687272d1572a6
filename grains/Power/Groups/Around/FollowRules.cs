using System.Collections.Immutable;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Sources;

namespace NasOrleans.Power.Groups.Around;

/// <summary>What a source is told of the loads on it: others who watch the UPS wait for these.</summary>
internal static class FollowRules
{
    public static ImmutableDictionary<PowerSourceId, FollowedLoads> Loads(PowerGroupConfig config, GroupState state) =>
        config.Sources.Distinct().ToImmutableDictionary(source => source, source => Loads(config, state, source));

    private static FollowedLoads Loads(PowerGroupConfig config, GroupState state, PowerSourceId source)
    {
        var loads = config.Loads.Where(load => load.Feeds.Contains(source)).Select(load => load.Id).ToArray();
        var run = state.Run is { Kind: RunKind.Shutdown, DryRun: false } under ? under : null;
        var going = loads.Where(load => run?.LoadOf(load) is { Spared: false }).ToArray();
        if (going.Any(load => !GroupRules.IsDark(state, load))) return FollowedLoads.GoingDown;
        return going.Length > 0 || loads.Any(load => state.Loads.GetValueOrDefault(load) is { Down: true }) ? FollowedLoads.Down : FollowedLoads.Up;
    }
}

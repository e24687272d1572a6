using System.Collections.Immutable;
using NasOrleans.Power.Sources;

namespace NasOrleans.Power.Groups;

/// <summary>When what was shut down is brought back.</summary>
internal static class PowerOnRules
{
    /// <summary>Loads whose mains has stayed long enough and whose battery would carry another shutdown.</summary>
    public static ImmutableArray<string> Ready(PowerGroupConfig config, GroupState state, string? bootId, PowerMoment now)
    {
        var waiting = config.Loads.Where(load => load.PowerOn is not null && state.Loads.GetValueOrDefault(load.Id) is { Down: true } track && IsOurs(config.PowerOn, track, bootId)).ToArray();
        // All at once or none: they come up level by level, in one run.
        return waiting.Length > 0 && waiting.All(load => IsReady(config.PowerOn, load, state, now)) ? [.. waiting.Select(load => load.Id)] : [];
    }

    public static ImmutableDictionary<string, LoadTrack> Forget(PowerGroupConfig config, GroupState state, PowerMoment now) => state.Loads.SetItems(
        from load in config.Loads
        where load.PowerOn is null
        let track = state.Loads.GetValueOrDefault(load.Id)
        where track is { Down: true } && Stayed(track, config.PowerOn.Delay, now)
        select KeyValuePair.Create(load.Id, track with { Down = false, Dark = false }));

    private static bool IsOurs(PowerOnPolicy policy, LoadTrack track, string? bootId) => policy.AfterReboot || track.DownInBoot == bootId;

    private static bool IsReady(PowerOnPolicy policy, LoadConfig load, GroupState state, PowerMoment now) =>
        Stayed(state.Loads.GetValueOrDefault(load.Id), policy.Delay, now)
        && load.Feeds.Any(source => state.Sources.GetValueOrDefault(source.Value) is { Standing: PowerStanding.OnLine, SilentSince: null } track && (track.Charge ?? 100) >= policy.MinimumCharge);

    private static bool Stayed(LoadTrack? track, TimeSpan delay, PowerMoment now) => now.Ticking - track?.PoweredSince >= delay;
}

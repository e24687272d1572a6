using NasOrleans.Protocols;
using NasOrleans.Systems.Commands;

namespace NasOrleans.Power.Runs.Targets.Hosts;

/// <summary>
/// Looks at something that is to go dark. By the same rule as for systems, nobody may answer for a while and without a break: one refused connect may be a
/// service that restarts. And where our own network leads nowhere, silence says nothing of the one at its other end.
/// </summary>
internal sealed class DarkWatch(TimeProvider time)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    public async Task<StepSeen> LookAsync(string host, Func<CancellationToken, Task<NasPresence>> look, CancellationToken cancellationToken)
    {
        long? since = null;
        while (true)
        {
            var seen = await look(cancellationToken);
            if (seen.Presence != Presence.Dark) return AnswerRules.Seen(seen);
            if (await OwnNetwork.ObjectionAsync(host, cancellationToken) is { } ours) return new(StepSight.Silent, ours);
            since ??= time.GetTimestamp();
            if (time.GetElapsedTime(since.Value) >= WatchRules.DarkFor) return new(StepSight.Done, "It is dark: nobody answers there any more");
            await Task.Delay(Between, time, cancellationToken);
        }
    }
}

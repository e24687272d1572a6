using NasOrleans.Protocols;

namespace NasOrleans.Systems.Commands;

/// <summary>What is made of a system after an order went out, or may have.</summary>
internal static class WatchRules
{
    // One that just took the order may look as ever for a while.
    private static readonly TimeSpan RepeatAfter = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan RepeatWithin = TimeSpan.FromMinutes(5);
    private const int MostSends = 3;

    /// <summary>
    /// How long nobody must answer, without a break, before a system counts as off: a refused connect may be a service that restarts,
    /// and one that goes down may stop its server first and let go of its pools after that.
    /// </summary>
    public static readonly TimeSpan DarkFor = TimeSpan.FromSeconds(10);

    public static CommandRun Heard(CommandRun run, NasPresence seen, DateTimeOffset now)
    {
        var noted = seen.Presence switch
        {
            Presence.Dark => Darker(run, now),
            Presence.ShuttingDown when !run.SeenGoingDown && run.Command.Kind != CommandKind.Wake =>
                CommandRules.Note(run with { SeenGoingDown = true, Doubtful = false, DarkSince = null }, now, "The system goes down"),
            _ => run with { DarkSince = null },
        };
        var judged = run.Command.Kind switch
        {
            CommandKind.Shutdown => Shutdown(noted, seen, now),
            CommandKind.Reboot => Reboot(noted, seen, now),
            _ => Wake(noted, seen, now),
        };
        if (judged.Command.State != CommandState.Sent) return judged;
        return now - run.SentAt >= Limit(run.Command.Kind)
            ? CommandRules.Move(judged, CommandState.Unknown, now, $"Not seen to come about within {Limit(run.Command.Kind).TotalMinutes:0} min"
                + (judged.Doubtful ? "; nobody knows whether the order went out or arrived" : ""))
            : judged;
    }

    private static CommandRun Shutdown(CommandRun run, NasPresence seen, DateTimeOffset now)
    {
        if (seen.Presence == Presence.Dark && now - run.DarkSince >= DarkFor)
            return run switch
            {
                // Nobody looks at the node that stands by; it may have taken over.
                { StandbyDoubtful: true } => CommandRules.Move(run, CommandState.Unknown, now, "The active node is dark, though nobody knows whether the one that stood by is"),
                { Taken: true } or { SeenGoingDown: true } => CommandRules.Move(run, CommandState.Confirmed, now, "The system is dark"),
                _ => CommandRules.Move(run, CommandState.Unknown, now, "The system is dark, though nobody knows whether the order reached it"),
            };
        return OtherBoot(run, seen)
            ? CommandRules.Move(run, CommandState.Unknown, now, "The system went down and is up again, under another boot id")
            : Repeat(run, seen, now);
    }

    private static CommandRun Reboot(CommandRun run, NasPresence seen, DateTimeOffset now)
    {
        if (OtherBoot(run, seen)) return CommandRules.Move(run, CommandState.Confirmed, now, "The system is up under another boot id");
        if (seen.Presence == Presence.Up && run.SeenDark && (run.BootId is null || seen.BootId is null))
            return CommandRules.Move(run, CommandState.Confirmed, now, "The system was dark and is up again");
        return Repeat(run, seen, now);
    }

    private static CommandRun Wake(CommandRun run, NasPresence seen, DateTimeOffset now) => seen.Presence == Presence.Up && !(run.Doubtful && run.BootId is { } before && seen.BootId == before)
        ? CommandRules.Move(run, CommandState.Confirmed, now, "The system is up")
        : run;

    // Only when the NAS itself shows that the order never took effect, and soon: nobody expects it any more after that.
    private static CommandRun Repeat(CommandRun run, NasPresence seen, DateTimeOffset now)
    {
        var maySend = run is { Doubtful: true, SeenGoingDown: false, Sends: > 0 and < MostSends, BootId: not null }
            && seen.Presence == Presence.Up && seen.BootId == run.BootId
            && now - run.SentAt >= RepeatAfter && now - run.ReadyAt <= RepeatWithin;
        return maySend
            ? CommandRules.Send(run, seen.BootId, now, "The system is up under the same boot id and does not go down: the order is repeated")
            : run;
    }

    private static CommandRun Darker(CommandRun run, DateTimeOffset now)
    {
        var since = run.DarkSince ?? now;
        return run with { DarkSince = since, SeenDark = run.SeenDark || now - since >= DarkFor };
    }

    private static bool OtherBoot(CommandRun run, NasPresence seen) =>
        seen.Presence == Presence.Up && run.BootId is { } before && seen.BootId is { } boot && boot != before;

    private static TimeSpan Limit(CommandKind kind) => TimeSpan.FromMinutes(kind == CommandKind.Reboot ? 20 : 10);
}

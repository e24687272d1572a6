using System.Collections.Immutable;
using System.Globalization;
using NasOrleans.Protocols;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Systems.Commands;

internal enum CommandAct
{
    None,
    Prepare,
    Ask,
    TellStandby,
    Send,
    Wake,
}

/// <summary>
/// How an order is carried out, up to the moment it is sent; what is seen after that is judged by <see cref="WatchRules"/>. An act
/// with an effect comes only after the state that announces it was written: after a crash there the NAS is asked before anything else.
/// </summary>
internal static class CommandRules
{
    /// <summary>Between two looks at the NAS.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan RepeatedWithin = TimeSpan.FromHours(24);
    private const int KeptWhole = 20;

    // All are written with each step of a command: whoever orders one every few minutes shall not make that ever slower.
    private const int MostKept = 200;

    private static readonly TimeSpan ReachWithin = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan WrittenWithin = TimeSpan.FromSeconds(30);

    public static CommandRun Accept(CommandOrder order, bool ofPair, DateTimeOffset connectionSetAt, DateTimeOffset now) => new()
    {
        Command = new()
        {
            Id = order.Id,
            Kind = order.Kind,
            State = CommandState.Accepted,
            Reason = order.Reason,
            RequestedBy = order.By,
            RequestedAt = now,
            Timeline = [new() { At = now, State = CommandState.Accepted, Text = $"{order.Kind} was ordered by {order.By}: {order.Reason}" }],
        },
        StopWorkloadsFor = order.Kind == CommandKind.Wake ? null : order.StopWorkloadsFor,
        OfPair = ofPair && order.Kind == CommandKind.Shutdown,
        ReadyAt = now,
        ConnectionSetAt = connectionSetAt,
    };

    public static bool IsTooLate(CommandOrder order, DateTimeOffset now) => now > order.NotAfter;

    /// <summary>
    /// What is kept beside a new command. The id of a command is its idempotency key, so it is kept for as long as somebody may
    /// repeat it, of the older ones no more than how they began and ended.
    /// </summary>
    public static ImmutableArray<CommandRun> Keep(ImmutableArray<CommandRun> earlier, DateTimeOffset now) =>
    [
        .. earlier.Take(KeptWhole - 1),
        .. earlier.Skip(KeptWhole - 1).Where(run => now - run.Command.RequestedAt < RepeatedWithin).Take(MostKept - KeptWhole).Select(Shortened),
    ];

    public static CommandAct Next(CommandRun run) => run switch
    {
        { Command.IsFinal: true } => CommandAct.None,
        { Command.State: CommandState.Preparing, Prepared: false } => CommandAct.Prepare,
        { TellingStandby: true } => CommandAct.TellStandby,
        { Command: { State: CommandState.Sending, Kind: CommandKind.Wake } } => CommandAct.Wake,
        { Command.State: CommandState.Sending } => CommandAct.Send,
        _ => CommandAct.Ask,
    };

    /// <summary>What time alone brings about.</summary>
    public static CommandRun Advance(CommandRun run, DateTimeOffset now) => run switch
    {
        { Command.State: CommandState.Accepted, Prepared: false, StopWorkloadsFor: { } limit } =>
            Move(run with { PrepareUntil = now + limit }, CommandState.Preparing, now, "Apps and virtual machines are being stopped first"),
        { Command.State: CommandState.Preparing, Prepared: false, PrepareUntil: { } until } when now >= until =>
            Note(run with { Prepared = true, ReadyAt = until }, now, "There is no time left to stop apps and virtual machines"),
        { Command.State: CommandState.Sending, SentAt: { } announced } when now - announced >= WrittenWithin =>
            NotWritten(run, run.Sends > 1, now),
        _ => run,
    };

    /// <summary>Where to go on after a crash: whatever was on its way then may have arrived or not.</summary>
    public static CommandRun Resume(CommandRun run, DateTimeOffset now)
    {
        // Nobody looked meanwhile.
        run = run with { DarkSince = null };
        if (run.TellingStandby)
            run = Note(run with { TellingStandby = false, StandbyDoubtful = true }, now, "Nobody knows whether the order reached the node that stands by");
        return run.Command.State == CommandState.Sending
            ? Move(run with { Doubtful = true }, CommandState.Sent, now, "Nobody knows whether the order went out before the restart; the system is asked")
            : run;
    }

    public static CommandRun Prepared(CommandRun run, string result, DateTimeOffset now) =>
        Note(run with { Prepared = true, ReadyAt = now }, now, result);

    /// <summary>What a look at the NAS showed.</summary>
    public static CommandRun Heard(CommandRun run, NasPresence seen, DateTimeOffset now) =>
        run.Command.State == CommandState.Sent ? WatchRules.Heard(run, seen, now)
        : run.Command.Kind == CommandKind.Wake ? BeforeWaking(run, seen, now)
        : BeforeSending(run, seen, now);

    public static CommandRun StandbyAnswered(CommandRun run, NasAnswer answer, DateTimeOffset now)
    {
        var told = run with { TellingStandby = false };
        return answer.Kind switch
        {
            AnswerKind.Taken => Note(told, now, "The node that stands by goes down"),
            AnswerKind.Unclear => Note(told with { StandbyDoubtful = true }, now, "Nobody knows whether the order reached the node that stands by"),
            _ => Move(told, CommandState.Failed, now, "The node that stands by was not to be turned off, and alone the other one would only hand over to it" + Why(answer.Fault)),
        };
    }

    public static CommandRun Answered(CommandRun run, NasAnswer answer, DateTimeOffset now) => answer.Kind switch
    {
        AnswerKind.Taken => Move(run with { Taken = true, Doubtful = false, SentAt = now }, CommandState.Sent, now, "The system took the order"),
        AnswerKind.Refused => Move(run, run.Sends > 1 ? CommandState.Unknown : CommandState.Failed, now, "The system refused" + Why(answer.Fault)),
        AnswerKind.Unclear => Move(run with { Doubtful = true, SentAt = now }, CommandState.Sent, now, "The order went out, and nothing tells whether it arrived" + Why(answer.Fault)),
        _ when run.Sends > 1 => Move(run with { Doubtful = true, SentAt = now }, CommandState.Sent, now, "The repeated order did not go out" + Why(answer.Fault)),
        _ when answer.Fault is { NeedsSomebody: true } or { Error: LinkError.Auth or LinkError.Permission or LinkError.Unsupported } =>
            Move(run, CommandState.Failed, now, "The order could not be sent" + Why(answer.Fault)),
        _ => Late(run, now)
            ? Move(run, CommandState.Failed, now, "The order could not be sent" + Why(answer.Fault))
            : Move(run with { Prepared = true, Sends = 0, SentAt = null }, CommandState.Accepted, now, "The order did not go out" + Why(answer.Fault)),
    };

    public static CommandRun Woken(CommandRun run, string? failure, DateTimeOffset now) => failure is null
        ? Move(run with { SentAt = now, Taken = true }, CommandState.Sent, now, "The wake packets went out")
        : Move(run, CommandState.Failed, now, failure);

    /// <summary>There is no way to the NAS any more.</summary>
    public static CommandRun Abandon(CommandRun run, string why, DateTimeOffset now) =>
        Move(run, run.Sends == 0 ? CommandState.Failed : CommandState.Unknown, now, why);

    /// <summary>Why there is no way any more to the NAS that the command is for; null while there is.</summary>
    public static string? Severed(CommandRun run, ConnectionState? connection, bool watches)
    {
        if (!watches || connection is null) return "The connection was deleted or switched off";
        return run.ConnectionSetAt is { } set && set != connection.SetAt ? "The connection was changed while the command was under way" : null;
    }

    /// <summary>
    /// It could not be written down that an order goes out: all is as it was before that was decided, and the NAS is asked again before
    /// the next try. Whoever cannot write for long gives up.
    /// </summary>
    public static CommandRun Unwritten(CommandRun before, DateTimeOffset now)
    {
        var since = before.UnwrittenSince ?? now;
        return now - since >= WrittenWithin ? NotWritten(before, before.Sends > 0, now) : before with { UnwrittenSince = since };
    }

    internal static CommandRun Send(CommandRun run, string? boot, DateTimeOffset now, string text) =>
        Move(run with { BootId = boot, Sends = run.Sends + 1, SentAt = now, UnwrittenSince = null }, CommandState.Sending, now, text);

    internal static CommandRun Move(CommandRun run, CommandState state, DateTimeOffset now, string text)
    {
        var moved = run.Command with { State = state, Timeline = run.Command.Timeline.Add(new() { At = now, State = state, Text = text }) };
        return run with { Command = moved.IsFinal ? moved with { FinishedAt = now } : moved };
    }

    internal static CommandRun Note(CommandRun run, DateTimeOffset now, string text) => Move(run, run.Command.State, now, text);

    private static CommandRun BeforeSending(CommandRun run, NasPresence seen, DateTimeOffset now) => seen.Presence switch
    {
        Presence.ShuttingDown =>
            Move(run with { SeenGoingDown = true, BootId = seen.BootId, SentAt = now }, CommandState.Sent, now, "The system goes down already; nothing was sent"),
        _ when Late(run, now) => Move(run, CommandState.Failed, now, NotInTime(seen)),
        // Something that speaks to us can be told, even if it does not say how it stands.
        Presence.Unclear when !seen.Answers => Unreached(run, seen, now),
        Presence.Up or Presence.Unclear when run is { OfPair: true, StandbyTold: false } =>
            Note(run with { StandbyTold = true, TellingStandby = true, UnwrittenSince = null }, now, "The node that stands by is told first"),
        Presence.Up => Send(run, seen.BootId, now, "The system is up; the order goes out"),
        Presence.Unclear => Send(run, seen.BootId, now, "The system answers, though not how it stands; the order goes out"),
        _ => Unreached(run, seen, now),
    };

    private static CommandRun BeforeWaking(CommandRun run, NasPresence seen, DateTimeOffset now) => seen.Presence switch
    {
        Presence.Up => Move(run, CommandState.Confirmed, now, "The system is up already; nothing was sent"),
        _ when Late(run, now) => Move(run, CommandState.Failed, now, NotInTime(seen)),
        // One that still goes down would sleep through it.
        Presence.ShuttingDown => run,
        _ => Send(run, seen.BootId, now, "The system is to be woken"),
    };

    private static CommandRun NotWritten(CommandRun run, bool wentOutBefore, DateTimeOffset now) =>
        Move(run, wentOutBefore ? CommandState.Unknown : CommandState.Failed, now, "It could not be written down in time that the order goes out, so it did not");

    private static CommandRun Shortened(CommandRun run) => run.Command.Timeline.Length <= 2
        ? run
        : run with { Command = run.Command with { Timeline = [run.Command.Timeline[0], run.Command.Timeline[^1]] } };

    private static bool Late(CommandRun run, DateTimeOffset now) => now - run.ReadyAt >= ReachWithin;

    private static CommandRun Unreached(CommandRun run, NasPresence seen, DateTimeOffset now) => run.Unreached ? run : Note(
        run with { Unreached = true }, now, $"The system cannot be told now; it is tried until {run.ReadyAt + ReachWithin:HH:mm:ss} UTC" + Why(seen.Fault));

    private static string NotInTime(NasPresence seen) =>
        string.Create(CultureInfo.InvariantCulture, $"The system could not be told within {ReachWithin.TotalSeconds:0} s; nothing was sent") + Why(seen.Fault);

    private static string Why(LinkFault? fault) => fault is null ? "" : ": " + fault.Message;
}

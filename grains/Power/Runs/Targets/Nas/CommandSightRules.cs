using System.Collections.Immutable;
using NasOrleans.Protocols;
using NasOrleans.Systems.Commands;

namespace NasOrleans.Power.Runs.Targets.Nas;

/// <summary>What a system's command means for the step that ordered it.</summary>
internal static class CommandSightRules
{
    private const int MostOrders = 8;

    /// <summary>The order as it may be given now: one that is known to have failed never came about, and may be given anew.</summary>
    public static Guid NextId(ImmutableArray<SystemCommand> commands, Guid run, string step)
    {
        for (var number = 0; ; number++)
        {
            var id = AnswerRules.OrderId(run, step, number: number);
            if (number == MostOrders || !commands.Any(command => command.Id == id && command.State == CommandState.Failed)) return id;
        }
    }

    /// <summary>The latest of the orders that a step gave.</summary>
    public static SystemCommand? OfStep(ImmutableArray<SystemCommand> commands, Guid run, string step)
    {
        var ids = Enumerable.Range(0, MostOrders + 1).Select(number => AnswerRules.OrderId(run, step, number: number)).ToList();
        return commands.Where(command => ids.Contains(command.Id)).MaxBy(command => ids.IndexOf(command.Id));
    }

    public static StepAnswer Answer(CommandOutcome outcome) => outcome switch
    {
        { Refusal: CommandRefusal.None, Command: { } command } => Answer(command),
        { Refusal: CommandRefusal.Busy, Command: { Kind: CommandKind.Shutdown } other } => new(AnswerKind.Taken, $"It is being shut down already, ordered by {other.RequestedBy}"),
        { Refusal: CommandRefusal.Busy, Command: { } other } => new(AnswerKind.NotSent, $"{other.Kind}, ordered by {other.RequestedBy}, is still under way"),
        { Refusal: CommandRefusal.NotFound } => new(AnswerKind.NotSent, "There is no such system"),
        { Refusal: CommandRefusal.PollingOff } => new(AnswerKind.NotSent, "Polling is switched off, and with it all that is said to a NAS"),
        _ => new(AnswerKind.NotSent, "The system has no connection that could carry the order"),
    };

    public static StepAnswer Answer(SystemCommand command) => command.State switch
    {
        CommandState.Failed => new(AnswerKind.Refused, Last(command)),
        CommandState.Unknown => new(AnswerKind.Unclear, Last(command)),
        _ => new(AnswerKind.Taken, Last(command)),
    };

    /// <summary>The order lies there and neither went out nor waits for something: what comes of it is known in a moment.</summary>
    public static bool IsBeingSent(SystemCommand command) => command.State is CommandState.Accepted or CommandState.Sending;

    /// <summary>Null when the command says nothing any more: the NAS itself must show how it stands.</summary>
    public static StepSeen? Seen(SystemCommand command) => command switch
    {
        { IsFinal: false } => new(StepSight.UnderWay, Last(command)),
        { State: CommandState.Confirmed } => new(StepSight.Done, Last(command)),
        _ => null,
    };

    private static string Last(SystemCommand command) => command.Timeline.IsEmpty ? "" : command.Timeline[^1].Text;
}

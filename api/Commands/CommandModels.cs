using NasOrleans.Systems.Commands;

namespace NasOrleans.Api.Commands;

/// <summary>An order to a system. It names the system again, by the name that people know it by.</summary>
internal sealed record OrderBody(string? Confirm, string? Reason, int? StopWorkloadsSeconds = null);

/// <summary>A command and how far it has come. Of the states, confirmed, unknown and failed are final.</summary>
internal sealed record CommandView(
    Guid Id, string System, CommandKind Kind, CommandState State, bool Final, string Reason, string RequestedBy, DateTimeOffset RequestedAt,
    DateTimeOffset? FinishedAt, IReadOnlyList<StepView> Timeline)
{
    public static CommandView Of(string system, SystemCommand command) => new(
        command.Id, system, command.Kind, command.State, command.IsFinal, command.Reason, command.RequestedBy, command.RequestedAt,
        command.FinishedAt, [.. command.Timeline.Select(step => new StepView(step.At, step.State, step.Text))]);
}

internal sealed record StepView(DateTimeOffset At, CommandState State, string Text);

internal sealed record CommandList(IReadOnlyList<CommandView> Items);

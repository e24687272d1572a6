using Microsoft.AspNetCore.Http.HttpResults;
using NasOrleans.Api.Audit;
using NasOrleans.Api.Errors;
using NasOrleans.Api.Security;
using NasOrleans.Systems;
using NasOrleans.Systems.Commands;
using Orleans;
using Ordered = Microsoft.AspNetCore.Http.HttpResults.Results<
    Microsoft.AspNetCore.Http.HttpResults.Accepted<NasOrleans.Api.Commands.CommandView>, Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult>;
using Problem = NasOrleans.Api.Errors.Problem;

namespace NasOrleans.Api.Commands;

/// <summary>Takes an order: looks that it means this system, passes it on once, writes down who gave it.</summary>
internal sealed class CommandDesk(IGrainFactory grains, AuditTrail audit)
{
    /// <summary>What to tell somebody who wants a NAS told or asked something while none is.</summary>
    public const string PollingOff = "Polling is off (NAS_ENABLE_TRUENAS=false, enableTruenas in nas.yaml): no NAS is asked or told anything. Nothing was sent.";

    public static ProblemHttpResult Missing(SystemId id) => Problem.NotFound.With($"There is no system '{id}'.");

    public async Task<Ordered> OrderAsync(CommandKind kind, SystemId id, OrderBody body, string? key, Caller caller)
    {
        var invalid = new Invalid();
        OrderInput.Check(kind, body, key, invalid);
        if (invalid.Any) return invalid.Result();

        var system = grains.System(caller.Tenant, id);
        if (await system.GetSnapshot() is not { } snapshot) return Missing(id);
        if (!string.Equals(body.Confirm!.Trim(), snapshot.Name, StringComparison.Ordinal))
            return Problem.NotConfirmed.With($"confirm says '{body.Confirm.Trim()}', the system '{id}' is called '{snapshot.Name}'. Nothing was sent.");

        var order = new CommandOrder
        {
            Id = key is null ? Guid.NewGuid() : RequestKeys.Uuid("command", caller.Tenant.Value, caller.Actor, key),
            Kind = kind,
            Confirm = id,
            Reason = body.Reason!.Trim(),
            By = caller.Actor,
            StopWorkloadsFor = body.StopWorkloadsSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        };
        return await Answer(order, await Pass(system, order, caller), caller);
    }

    private Task<CommandOutcome> Pass(ISystemGrain system, CommandOrder order, Caller caller) =>
        audit.AttemptAsync(caller, Action(order), Target(order), () => system.Order(order));

    private async Task<Ordered> Answer(CommandOrder order, CommandOutcome outcome, Caller caller)
    {
        if (outcome is not { Refusal: CommandRefusal.None, Command: { } command })
        {
            await audit.RecordAsync(caller, Action(order), Target(order), after: Noted(order), outcome: "refused");
            return outcome.Refusal switch
            {
                CommandRefusal.Busy => Problem.CommandRunning.With(outcome.Command is { } running
                    ? $"Command '{running.Id}' ({running.Kind}) of this system is {running.State}. Nothing was sent."
                    : "Another command of this system is still under way. Nothing was sent."),
                CommandRefusal.PollingOff => Problem.PollingOff.With(PollingOff),
                CommandRefusal.NoConnection => Problem.NoConnection.With($"System '{order.Confirm}' has no connection that could carry this command. Nothing was sent."),
                _ => Missing(order.Confirm),
            };
        }

        if (outcome.Repeated && command.Kind != order.Kind) return Problem.KeyReused.With($"Under this Idempotency-Key stands a {command.Kind} of the same system.");
        if (!outcome.Repeated) await audit.RecordAsync(caller, Action(order), Target(order), after: Noted(order));
        return TypedResults.Accepted($"/api/v1/systems/{order.Confirm}/commands/{command.Id}", CommandView.Of(order.Confirm.Value, command));
    }

    private static string Action(CommandOrder order) => "system." + order.Kind.ToString().ToLowerInvariant();

    private static string Target(CommandOrder order) => "system:" + order.Confirm;

    private static object Noted(CommandOrder order) => new { Command = order.Id, order.Reason, StopWorkloadsSeconds = order.StopWorkloadsFor?.TotalSeconds };
}

using Microsoft.AspNetCore.Http.HttpResults;
using NasOrleans.Api.Audit;
using NasOrleans.Api.Errors;
using NasOrleans.Api.Power.Wire;
using NasOrleans.Api.Security;
using NasOrleans.Power;
using NasOrleans.Power.Sources;
using NasOrleans.Power.Sources.Orders;
using Orleans;
using Ordered = Microsoft.AspNetCore.Http.HttpResults.Results<
    Microsoft.AspNetCore.Http.HttpResults.Ok<NasOrleans.Api.Power.Sources.UpsOrderView>,
    Microsoft.AspNetCore.Http.HttpResults.Accepted<NasOrleans.Api.Power.Sources.UpsOrderView>, Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult>;

namespace NasOrleans.Api.Power.Sources;

/// <summary>An order to a UPS: an instant command or a setting. It names the source again, by the name that people know it by.</summary>
internal sealed record UpsOrderBody(string? Kind, string? Name, string? Confirm, string? Value = null, string? Reason = null);

/// <summary>What became of an order: confirmed is done, of accepted nobody here can know more.</summary>
internal sealed record UpsOrderView(Guid Id, string Source, string Name, UpsOrderResult Result, string Message, bool Repeated);

/// <summary>Takes an order to a UPS: looks that it means this one and nothing that only a run may say, passes it on once, writes down who gave it.</summary>
internal sealed partial class UpsDesk(IGrainFactory grains, AuditTrail audit, ILogger<UpsDesk> logger)
{
    private const int MostText = 200;

    public async Task<Ordered> OrderAsync(PowerSourceId id, UpsOrderBody body, string? key, Caller caller)
    {
        var invalid = new Invalid();
        var kind = Check(body, key, invalid);
        if (invalid.Any || kind is null) return invalid.Result();

        var grain = grains.PowerSource(caller.Tenant, id);
        if (await grain.GetSnapshot() is not { } source) return PowerSourcesApi.Missing(id);
        if (PowerProblems.NotConfirmed(body.Confirm, source.Config.Name, id.Value) is { } refused) return refused;
        var order = new UpsOrder
        {
            Id = key is null ? Guid.NewGuid() : RequestKeys.Uuid("ups-order", caller.Tenant.Value, caller.Actor, key),
            Kind = kind.Value,
            Confirm = id,
            Name = body.Name!.Trim(),
            Value = body.Value,
            By = caller.Actor,
            Reason = body.Reason?.Trim() ?? "",
        };
        var outcome = await audit.AttemptAsync(caller, "power.source.order", PowerSourceCommands.Target(id), () => grain.Order(order));
        if (!outcome.Repeated)
        {
            await audit.RecordAsync(caller, "power.source.order", PowerSourceCommands.Target(id), outcome: Word(outcome.Result),
                after: new { Order = order.Id, order.Kind, order.Name, order.Value, order.Reason, outcome.Message });
            LogOrdered(id.Value, order.Name, caller.Actor, outcome.Result);
        }

        return Answer(order, outcome);
    }

    private static UpsOrderKind? Check(UpsOrderBody body, string? key, Invalid invalid)
    {
        UpsOrderKind? kind = Words.TryParse<UpsOrderKind>(body.Kind, out var read) && read is UpsOrderKind.Command or UpsOrderKind.Setting ? read : null;
        if (kind is null) invalid.Add("kind", "A kind is command or setting; nothing that switches off is ordered here.");
        if (body.Name?.Trim() is not { Length: > 0 and <= MostText } name || name.Any(char.IsControl)) invalid.Add("name", "Send the command, such as test.battery.start.quick, or the variable to set.");
        if (kind is UpsOrderKind.Setting && body.Value is null) invalid.Add("value", "A setting needs a value.");
        if (body.Value is { } value && (value.Length > MostText || value.Any(char.IsControl))) invalid.Add("value", $"A value has up to {MostText} characters, on one line.");
        if (string.IsNullOrWhiteSpace(body.Confirm)) invalid.Add("confirm", "Send the name of the source to confirm.");
        if (body.Reason is not null) PowerProblems.CheckReason(body.Reason, invalid);
        if (key is not null && !RequestKeys.IsKey(key)) invalid.Add("Idempotency-Key", RequestKeys.Form);
        return kind;
    }

    private static Ordered Answer(UpsOrder order, UpsOrderOutcome outcome)
    {
        var view = new UpsOrderView(order.Id, order.Confirm.Value, order.Name, outcome.Result, outcome.Message, outcome.Repeated);
        return outcome.Result switch
        {
            UpsOrderResult.Confirmed => TypedResults.Ok(view),
            UpsOrderResult.Accepted => TypedResults.Accepted((string?)null, view),
            UpsOrderResult.Refused => Told(Problem.OrderRefused),
            UpsOrderResult.Failed => Told(Problem.OrderFailed),
            UpsOrderResult.NotSent => Told(Problem.NotSent),
            _ => Told(Problem.OutcomeUnknown),
        };

        ProblemHttpResult Told(Problem problem)
        {
            var details = problem.Details(outcome.Message.TrimEnd('.') + ".");
            details.Extensions["result"] = Word(outcome.Result);
            details.Extensions["repeated"] = outcome.Repeated;
            return TypedResults.Problem(details);
        }
    }

    private static string Word(UpsOrderResult result) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(result.ToString());

    [LoggerMessage(LogEvents.UpsOrdered, LogLevel.Information, "{Order} was ordered from power source {Source} by {Actor}: {Result}")]
    private partial void LogOrdered(string source, string order, string actor, UpsOrderResult result);
}

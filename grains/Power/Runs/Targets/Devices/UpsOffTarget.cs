using System.Globalization;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Power.Sources;
using NasOrleans.Power.Sources.Orders;
using NasOrleans.Protocols;
using Orleans;

namespace NasOrleans.Power.Runs.Targets.Devices;

internal sealed class UpsOffTarget(IGrainFactory grains) : IStepTarget
{
    private const string SwitchOff = "shutdown.return";
    private const string DelayOfUps = "ups.delay.shutdown";

    public StepKind Kind => StepKind.UpsOff;

    public async Task<StepAnswer> TellAsync(StepCall call, TimeSpan limit, CancellationToken cancellationToken)
    {
        var step = call.Step.Config.UpsOff!;
        var ups = grains.PowerSource(call.Tenant, step.Source);
        if (step.Way == UpsOffWay.ForceShutdown) return Answer(await ups.Order(Order(call, UpsOrderKind.ForceShutdown)).WaitAsync(cancellationToken));

        // Some drivers take the delay with the command and some from the variable; each lets be what it does not know.
        var seconds = Math.Ceiling(step.Delay.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var delay = await ups.Order(Order(call, UpsOrderKind.Setting, DelayOfUps, seconds)).WaitAsync(cancellationToken);
        if (delay.Result == UpsOrderResult.NotSent) return Answer(delay);
        var answer = Answer(await ups.Order(Order(call, UpsOrderKind.PowerOff, SwitchOff, seconds)).WaitAsync(cancellationToken));
        return delay.Result is UpsOrderResult.Confirmed or UpsOrderResult.Accepted
            ? answer
            : answer with { Text = $"{answer.Text}; whether it keeps to {seconds} s is not known: {Or(delay.Message, "the delay was not set")}" };
    }

    public Task<StepSeen> AskAsync(StepCall call, TimeSpan limit, CancellationToken cancellationToken) => Task.FromResult(new StepSeen(StepSight.Silent));

    public async Task<string?> ObjectionAsync(StepCall call, TimeSpan limit, CancellationToken cancellationToken)
    {
        var source = call.Step.Config.UpsOff!.Source;
        return await grains.PowerSource(call.Tenant, source).GetSnapshot().WaitAsync(cancellationToken) is { Ups: not null } ? null : $"There is no UPS '{source}'";
    }

    private static UpsOrder Order(StepCall call, UpsOrderKind kind, string name = "", string? value = null) => new()
    {
        Id = AnswerRules.OrderId(call.Run, call.Step.Config.Id, name),
        Kind = kind,
        Confirm = call.Step.Config.UpsOff!.Source,
        Name = name,
        Value = value,
        By = $"group {call.Group}",
        Reason = call.Reason,
    };

    private static StepAnswer Answer(UpsOrderOutcome outcome) => outcome.Result switch
    {
        UpsOrderResult.Confirmed => new(AnswerKind.Taken, Or(outcome.Message, "The UPS took the order")),
        UpsOrderResult.Accepted => new(AnswerKind.Taken, Or(outcome.Message, "The order was passed on to the UPS")),
        UpsOrderResult.Refused or UpsOrderResult.Failed => new(AnswerKind.Refused, outcome.Message),
        UpsOrderResult.NotSent => new(AnswerKind.NotSent, outcome.Message),
        _ => new(AnswerKind.Unclear, outcome.Message),
    };

    private static string Or(string text, string otherwise) => text.Length > 0 ? text : otherwise;
}

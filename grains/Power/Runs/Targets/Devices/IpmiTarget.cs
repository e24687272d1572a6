using NasOrleans.Power.Runs.Steps;
using NasOrleans.Protocols.Ipmi;

namespace NasOrleans.Power.Runs.Targets.Devices;

internal sealed class IpmiTarget(IpmiTool tool, Installation installation) : IStepTarget
{
    public StepKind Kind => StepKind.Ipmi;

    public async Task<StepAnswer> TellAsync(StepCall call, TimeSpan limit, CancellationToken cancellationToken)
    {
        var step = call.Step.Config.Ipmi!;
        return AnswerRules.Of(await tool.TellAsync(Controller(step), step.Order, limit, cancellationToken));
    }

    public async Task<StepSeen> AskAsync(StepCall call, TimeSpan limit, CancellationToken cancellationToken)
    {
        var step = call.Step.Config.Ipmi!;
        var on = await tool.IsOnAsync(Controller(step), limit, cancellationToken);
        if (!on.IsKnown) return new(StepSight.Silent, on.Silence!);
        var text = $"It is {(on.Answer ? "on" : "off")}, says its controller";
        return new(on.Answer == (step.Order == IpmiOrder.On) ? StepSight.Done : StepSight.Untouched, text);
    }

    private IpmiController Controller(IpmiStep step) => new(step.Host, step.User, installation.Passwords[step.Password]);
}

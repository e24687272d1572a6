using NasOrleans.Power.Runs.Steps;
using NasOrleans.Power.Sources;
using NasOrleans.Protocols;
using NasOrleans.Protocols.PowerProbe;

namespace NasOrleans.Power.Runs.Targets.Devices;

internal sealed class WakeTarget(WakeOnLan wake, IPowerProbe probe) : IStepTarget
{
    public StepKind Kind => StepKind.Wake;

    public async Task<StepAnswer> TellAsync(StepCall call, TimeSpan limit, CancellationToken cancellationToken)
    {
        var sent = await wake.SendAsync(call.Step.Config.Wake!.Macs, broadcast: null, cancellationToken);
        return sent.Objection is { } objection ? new(AnswerKind.NotSent, objection) : new(AnswerKind.Taken, "The wake packets went out");
    }

    public async Task<StepSeen> AskAsync(StepCall call, TimeSpan limit, CancellationToken cancellationToken)
    {
        var step = call.Step.Config.Wake!;
        var look = step.Port is { } port
            ? new ProbeConfig { Kind = ProbeKind.Tcp, Target = $"{(step.Host.Contains(':', StringComparison.Ordinal) ? $"[{step.Host}]" : step.Host)}:{port}", Timeout = limit }
            : new ProbeConfig { Kind = ProbeKind.Ping, Target = step.Host, Timeout = limit };
        return await probe.CheckAsync(look, default, cancellationToken) switch
        {
            null => new(StepSight.Done, "It answers"),
            { Kind: ContactFaultKind.NoReader or ContactFaultKind.Protocol } unknown => new(StepSight.Silent, unknown.Message),
            var fault => new(StepSight.Untouched, fault.Message),
        };
    }
}

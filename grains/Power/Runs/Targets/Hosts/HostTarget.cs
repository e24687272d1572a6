using NasOrleans.Power.Runs.Steps;
using NasOrleans.Protocols.Ssh;

namespace NasOrleans.Power.Runs.Targets.Hosts;

internal sealed class HostTarget(StepHosts hosts, SshClient ssh, DarkWatch watch, TimeProvider time) : IStepTarget
{
    public StepKind Kind => StepKind.Host;

    public async Task<StepAnswer> TellAsync(StepCall call, TimeSpan limit, CancellationToken cancellationToken)
    {
        var step = call.Step.Config.Host!;
        return AnswerRules.Of(await hosts.Over(step.On).PowerOffAsync(step.Command, limit, cancellationToken));
    }

    public Task<StepSeen> AskAsync(StepCall call, TimeSpan limit, CancellationToken cancellationToken)
    {
        var shell = hosts.Shell(call.Step.Config.Host!.On);
        return watch.LookAsync(shell.Host, stop => SshPresence.AskAsync(shell, ssh, time, stop), cancellationToken);
    }
}

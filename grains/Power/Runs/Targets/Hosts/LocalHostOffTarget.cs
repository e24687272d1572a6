using NasOrleans.Power.Runs.Steps;
using NasOrleans.Power.Runs.Targets.Needs;

namespace NasOrleans.Power.Runs.Targets.Hosts;

/// <summary>Our own host. That it went off, nobody here lives to see: another boot is what shows it.</summary>
internal sealed class LocalHostOffTarget(StepHosts hosts, Installation installation, HostBoot boot) : IStepTarget
{
    public StepKind Kind => StepKind.LocalHostOff;

    public async Task<StepAnswer> TellAsync(StepCall call, TimeSpan limit, CancellationToken cancellationToken) =>
        AnswerRules.Of(await hosts.Of(null).PowerOffAsync(NeedRules.OffCommand(call.Step.Config.LocalHostOff!, installation), limit, cancellationToken));

    public async Task<StepSeen> AskAsync(StepCall call, TimeSpan limit, CancellationToken cancellationToken)
    {
        var now = await hosts.Of(null).BootIdAsync(limit, cancellationToken);
        return !now.IsKnown || boot.Id is null ? new(StepSight.Silent, now.Silence ?? "The boot of our own host is not known")
            : now.Answer == boot.Id ? new(StepSight.Untouched, "Our own host is still up")
            : new(StepSight.Done, "Our own host is up under another boot");
    }
}

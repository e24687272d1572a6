using NasOrleans.Notify;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Power.Runs.Targets.Needs;

namespace NasOrleans.Power.Runs.Targets.Hosts;

/// <summary>Our own host. That it went off, nobody here lives to see: another boot is what shows it.</summary>
internal sealed class LocalHostOffTarget(StepHosts hosts, Installation installation, HostBoot boot, INotices notices) : IStepTarget
{
    private static readonly TimeSpan FlushWithin = TimeSpan.FromSeconds(5);

    public StepKind Kind => StepKind.LocalHostOff;

    public async Task<StepAnswer> TellAsync(StepCall call, TimeSpan limit, CancellationToken cancellationToken)
    {
        // What people have not been told by now they are told after the outage.
        var flushed = FlushWithin < limit / 2 ? FlushWithin : limit / 2;
        await notices.FlushAsync(flushed);
        return AnswerRules.Of(await hosts.Of(null).PowerOffAsync(NeedRules.OffCommand(call.Step.Config.LocalHostOff!, installation), limit - flushed, cancellationToken));
    }

    public async Task<StepSeen> AskAsync(StepCall call, TimeSpan limit, CancellationToken cancellationToken)
    {
        var now = await hosts.Of(null).BootIdAsync(limit, cancellationToken);
        return !now.IsKnown || boot.Id is null ? new(StepSight.Silent, now.Silence ?? "The boot of our own host is not known")
            : now.Answer == boot.Id ? new(StepSight.Untouched, "Our own host is still up")
            : new(StepSight.Done, "Our own host is up under another boot");
    }
}

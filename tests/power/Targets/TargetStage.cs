using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NasOrleans.Notify;
using NasOrleans.Power;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Power.Runs.Targets;
using NasOrleans.Power.Runs.Targets.Devices;
using NasOrleans.Power.Runs.Targets.Hosts;
using NasOrleans.Power.Runs.Targets.Needs;
using NasOrleans.Power.Runs.Targets.Workloads;
using NasOrleans.Protocols;
using NasOrleans.Protocols.HostActions.Children;
using NasOrleans.Protocols.Ipmi;
using NasOrleans.Protocols.PowerProbe;
using NasOrleans.Protocols.Ssh;

namespace NasOrleans.Tests.Power.Targets;

/// <summary>Steps on real programs and stand-ins of this machine, and by SSH; those that go to grains are tested with the grains.</summary>
internal sealed class TargetStage : IDisposable
{
    private static readonly Guid Run = Guid.NewGuid();

    private readonly SshClient _ssh = new(TimeProvider.System);

    public StandIns Programs { get; } = new();

    public Installation Installation { get; set; } = new();

    /// <summary>Where programs are looked for; the stand-ins first, then those of the machine.</summary>
    public ProgramPath? Path { get; set; }

    public HostBoot Boot { get; set; } = HostBoot.OfThisHost();

    public Task<StepAnswer> Tell(StepConfig step, bool force = false, bool dryRun = false) => Targets().TellAsync(Call(step) with { Force = force, DryRun = dryRun }, default);

    public Task<StepSeen> Ask(StepConfig step) => Targets().AskAsync(Call(step), default);

    /// <summary>Asked until it is so: a busy machine may not answer in the time of one question.</summary>
    public Task Sees(StepConfig step, StepSight sight) => Eventually.IsTrue(async () => (await Ask(step)).Sight == sight, TimeSpan.FromMinutes(1), $"{step.Id} is {sight}");

    public Task<IReadOnlyList<string>> Missing(params StepConfig[] steps) => Targets().MissingAsync(steps, default);

    /// <summary>On a path of stand-ins alone there is nothing of the machine.</summary>
    public void HideTheMachine() => Path = new(Programs.Programs);

    public void Dispose()
    {
        _ssh.Dispose();
        Programs.Dispose();
    }

    private static StepCall Call(StepConfig step) => new()
    {
        Tenant = TenantId.Main,
        Group = new("rack"),
        Run = Run,
        Step = new() { Config = step },
        Reason = "The battery runs low",
    };

    private static WebhookNotices Deaf(TimeProvider time) => new(Options.Create(new NotifyOptions()), time, NullLogger<WebhookNotices>.Instance);

    private StepTargets Targets()
    {
        var time = TimeProvider.System;
        var path = Path ?? Programs.Path;
        var hosts = new StepHosts(new(_ssh, time, path), Installation);
        var desk = new WorkloadDesk(time);
        IStepTarget[] targets =
        [
            new VirtualMachinesTarget(hosts, desk), new GuestsTarget(hosts, desk), new ContainersTarget(hosts, desk), new SyncTarget(hosts), new UnmountTarget(hosts),
            new HostTarget(hosts, _ssh, new DarkWatch(time), time), new CommandTarget(hosts, Installation), new LocalHostOffTarget(hosts, Installation, Boot, Deaf(time)),
            new WakeTarget(new WakeOnLan(time), new PowerProbe(time)), new IpmiTarget(new IpmiTool(path, time), Installation),
        ];
        // What is kept of systems is kept by their grains.
        return new(targets, new NeedsLook(hosts, Installation), keeper: null!, Installation, time, NullLogger<StepTargets>.Instance);
    }
}

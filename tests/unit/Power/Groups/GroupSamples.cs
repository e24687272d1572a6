using System.Collections.Immutable;
using NasOrleans.Power;
using NasOrleans.Power.Groups;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Power.Sources;

namespace NasOrleans.Tests.Unit.Power.Groups;

/// <summary>A full sample of a group as the journal keeps it. What was once written in this form must be readable for ever.</summary>
internal static class GroupSamples
{
    private static readonly DateTimeOffset At = new(2026, 5, 1, 12, 30, 15, 250, TimeSpan.Zero);
    private static readonly TimeSpan Ticking = TimeSpan.FromSeconds(5000.5);
    private static readonly PowerSourceId Rack = new("rack");
    private static readonly SshTarget Host = new() { Host = "host.example", User = "nas", HostKey = "SHA256:x", Key = "default", Port = 2222 };

    private static readonly LoadCause Cause = new()
    {
        Text = "rack is lost: Charge 19 % is below 20 %",
        Sources = [new() { Source = Rack, Reason = LossReason.Lost, Cause = PowerCause.LowCharge, Why = "Charge 19 % is below 20 %", Charge = 19, Runtime = TimeSpan.FromSeconds(600), Load = 40, OnBatteryFor = TimeSpan.FromSeconds(90) }],
    };

    public static PowerGroupState Full { get; } = new()
    {
        Config = Config(),
        Origin = PowerOrigin.File,
        SetAt = At,
        RemovedAt = At.AddDays(-1),
        Revision = 12,
        Group = new()
        {
            BootId = "boot-1",
            At = new(Ticking, At),
            AwakeSince = TimeSpan.FromSeconds(4000),
            Sources = ImmutableDictionary<string, SourceTrack>.Empty.Add("rack", new() { Standing = PowerStanding.Lost, LastSeenOnBattery = true, Outage = At, OnBatterySince = Ticking, Charge = 19, SilentSince = Ticking }),
            Loads = ImmutableDictionary<string, LoadTrack>.Empty.Add("nas", new() { DueSince = Ticking, Cause = Cause, PoweredSince = Ticking, SeenPowered = true, InCrisis = true, Down = true, Dark = true, Told = ["sync"], DownInBoot = "boot-1" }),
            Run = Run(RunState.Held, endedAt: null),
            Runs = [Run(RunState.Completed, At.AddMinutes(1))],
            Durations = ImmutableDictionary<string, ImmutableArray<TimeSpan>>.Empty.Add("nas.off", [TimeSpan.FromSeconds(41.5)]),
        },
    };

    private static PowerGroupConfig Config() => new()
    {
        Name = "Basement",
        Sources = [Rack],
        Loads =
        [
            new()
            {
                Id = "nas",
                Name = "NAS",
                Feeds = [Rack, Rack],
                Rule = FeedRule.AtLeast,
                Count = 1,
                Shedding = new() { Level = 1, Charge = 50, Runtime = TimeSpan.FromMinutes(5), OnBattery = TimeSpan.FromMinutes(2), ByReserve = true },
                Delay = TimeSpan.FromSeconds(5),
                Reserve = TimeSpan.FromSeconds(90),
                PowerOn = new() { Id = "wake", Load = "nas", Wake = new() { Macs = ["02:00:00:00:00:01"], Host = "nas.example", Port = 22 } },
                Serves = [Rack],
                System = new("nas"),
                Local = true,
            },
        ],
        Phases = [new() { Name = "All", Parallel = false, Steps = Steps() }],
        DryRun = true,
        Cancel = new() { OnReturn = false, After = TimeSpan.FromSeconds(20) },
        PowerOn = new() { MinimumCharge = 60, Delay = TimeSpan.FromMinutes(3), AfterReboot = true },
        UpsOff = [new() { Source = Rack, Way = UpsOffWay.ForceShutdown, Delay = TimeSpan.FromSeconds(100) }],
    };

    private static ImmutableArray<StepConfig> Steps() =>
    [
        new() { Id = "vm", Load = "nas", Name = "Machines", Timeout = TimeSpan.FromSeconds(50), Confirmation = StepConfirmation.Asked, OnFailure = FailurePolicy.Wait, WaitAtMost = TimeSpan.FromMinutes(1), NoReturn = true, VirtualMachines = new() { On = Host } },
        new() { Id = "guests", Load = "nas", Guests = new() { Hypervisor = Hypervisor.Proxmox, On = Host } },
        new() { Id = "containers", Load = "nas", Containers = new() { Engine = ContainerEngine.Podman, Names = ["web"], Except = ["db"], StopTimeout = TimeSpan.FromSeconds(20), On = Host } },
        new() { Id = "sync", Load = "nas", Sync = new() { On = Host } },
        new() { Id = "unmount", Load = "nas", Unmount = new() { Path = "/mnt/a", Options = "-f", Lazy = true, On = Host } },
        new() { Id = "nas.off", Load = "nas", TrueNas = new() { System = new("nas"), StopWorkloadsFor = TimeSpan.FromSeconds(30) } },
        new() { Id = "host", Load = "nas", Host = new() { On = Host, Command = "poweroff" } },
        new() { Id = "command", Load = "nas", Command = new() { Name = "stop" } },
        new() { Id = "ipmi", Load = "nas", Ipmi = new() { Host = "bmc.example", User = "admin", Password = "bmc", Order = IpmiOrder.SoftOff } },
        new() { Id = "local", Load = "nas", LocalHostOff = new() { Command = "off" } },
    ];

    private static ShutdownRun Run(RunState state, DateTimeOffset? endedAt) => new()
    {
        Id = new("11111111-2222-3333-4444-555555555555"),
        Group = new("basement"),
        State = state,
        DryRun = true,
        StartedBy = "ada",
        Protective = true,
        Reason = "new rack",
        BootId = "boot-1",
        StartedAt = At,
        EndedAt = endedAt,
        Origin = Ticking,
        Elapsed = TimeSpan.FromSeconds(4),
        Deadline = TimeSpan.FromMinutes(20),
        HeldUntil = TimeSpan.FromMinutes(1),
        Loads = [new() { Load = "nas", Cause = Cause, At = TimeSpan.FromSeconds(1), BackSince = TimeSpan.FromSeconds(2), Spared = true, Committed = true, BackFor = TimeSpan.FromSeconds(3) }],
        Phases =
        [
            new()
            {
                Name = "All",
                Parallel = true,
                Steps =
                [
                    new()
                    {
                        Config = Steps()[5],
                        State = StepState.Acting,
                        Attempts = 1,
                        Forced = true,
                        Doubtful = true,
                        BegunAt = TimeSpan.FromSeconds(1),
                        ToldAt = TimeSpan.FromSeconds(2),
                        AskedAt = TimeSpan.FromSeconds(3),
                        EndedAt = TimeSpan.FromSeconds(4),
                        Took = TimeSpan.FromSeconds(3),
                        AskFirst = true,
                        Text = "told",
                        WaitingSince = TimeSpan.FromSeconds(1),
                        Sight = StepSight.UnderWay,
                        Needs = ["nas"],
                    },
                ],
            },
        ],
        Timeline = [new() { At = At, Elapsed = TimeSpan.FromSeconds(1), Step = "nas.off", State = StepState.Acting, Text = "Told" }],
        EndsAs = RunState.Aborted,
        UnwrittenSince = TimeSpan.FromSeconds(2),
        HeldFor = TimeSpan.FromMinutes(1),
        DarkBefore = ["shelf"],
        EndsOnReturn = true,
    };
}

using System.Collections.Immutable;
using NasOrleans.Power;
using NasOrleans.Power.Groups;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Power.Sources;

namespace NasOrleans.Tests.Grains.Power.Groups;

/// <summary>Sources and groups on virtual time, which moves on only when everybody has had his turn.</summary>
internal sealed class PowerRig : IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    private readonly HashSet<PowerGroupId> _groups = [];

    private readonly HashSet<PowerSourceId> _sources = [];

    private PowerRig(Fleetlet fleet) => Fleet = fleet;

    public static PowerGroupId Basement { get; } = new("basement");

    public Fleetlet Fleet { get; }

    public ScriptedTargets Targets => Fleet.Targets;

    public IPowerGroupGrain Group => GroupOf(Basement);

    public static async Task<PowerRig> StartAsync() => new(await Fleetlet.StartAsync(scripted: true));

    /// <summary>A group over sources that are on line.</summary>
    public static async Task<PowerRig> StartAsync(PowerGroupConfig config)
    {
        var rig = await StartAsync();
        foreach (var source in config.Sources) await rig.AddSource(source.Value);
        await rig.Add(Basement, config);
        return rig;
    }

    public IPowerGroupGrain GroupOf(PowerGroupId id) => Fleet.Grains.PowerGroup(TenantId.Main, id);

    public async Task AddSource(string id)
    {
        OnLine(id);
        var outcome = await Fleet.Grains.PowerSource(TenantId.Main, new(id)).Configure(
            new() { Name = id, Ups = new() { Server = new() { Host = "nut.example" }, Ups = id } }, new(), PowerOrigin.User);
        Assert.Equal(PowerRefusal.None, outcome.Refusal);
        _sources.Add(new(id));
    }

    public async Task Add(PowerGroupId id, PowerGroupConfig config)
    {
        var outcome = await GroupOf(id).Configure(config, PowerOrigin.User);
        Assert.Equal((GroupRefusal.None, ""), (outcome.Refusal, string.Join("; ", outcome.Problems.Select(problem => problem.Message))));
        _groups.Add(id);
        await Until(group => group.Loads.All(load => load.Standing == LoadStanding.Powered), id);
        await Pass(TimeSpan.FromSeconds(12));
    }

    /// <summary>Nobody waits for this source any more: it is made to hang.</summary>
    public void Forget(string id) => _sources.Remove(new(id));

    public void OnLine(string ups) => Fleet.Nut.Says(ups, "OL", ("battery.charge", "100"), ("battery.runtime", "3600"));

    public void OnBattery(string ups) => Fleet.Nut.Says(ups, "OB DISCHRG", ("battery.charge", "90"), ("battery.runtime", "3000"));

    public void Lose(params string[] upses)
    {
        foreach (var ups in upses) Fleet.Nut.Says(ups, "OB LB DISCHRG", ("battery.charge", "60"), ("battery.runtime", "120"));
    }

    public async Task<PowerGroupSnapshot> Now(PowerGroupId? id = null) => (await GroupOf(id ?? Basement).GetSnapshot())!;

    public async Task<ShutdownRun> LastRun(PowerGroupId? id = null) => (await GroupOf(id ?? Basement).GetRuns(1)).FirstOrDefault() ?? throw new InvalidOperationException("There was no run.");

    public Task Until(Func<PowerGroupSnapshot, bool> condition, PowerGroupId? id = null, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(condition))] string what = "") =>
        Until(async () => await GroupOf(id ?? Basement).GetSnapshot() is { } group && condition(group), what);

    public Task UntilRun(Func<ShutdownRun, bool> condition, PowerGroupId? id = null, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(condition))] string what = "") =>
        Until(async () => (await GroupOf(id ?? Basement).GetRuns(1)) is [var run] && condition(run), what);

    public async Task Until(Func<Task<bool>> condition, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(condition))] string what = "")
    {
        var started = Fleet.Now;
        while (!await condition())
        {
            if (Fleet.Now - started > Patience) throw new TimeoutException($"Not within {Patience} of virtual time: {what}; told {Targets.Words}");
            await Advance(Step);
        }
    }

    public async Task Pass(TimeSpan time)
    {
        for (var left = time; left > TimeSpan.Zero; left -= Step) await Advance(Step);
    }

    /// <summary>The process stands still while time goes on.</summary>
    public async Task Freeze(TimeSpan time)
    {
        Fleet.Jump(time);
        await Settled();
    }

    public async Task Restart()
    {
        await Fleet.RestartAsync();
        await Wake();
    }

    public async Task Crash(MemoryJournal found)
    {
        await Fleet.CrashAsync(found);
        await Wake();
    }

    public ValueTask DisposeAsync() => Fleet.DisposeAsync();

    public static StepConfig Nas(string load) => new() { Id = "off." + load, Load = load, TrueNas = new() { System = new(load) } };

    public static StepConfig Vm(string load) => new() { Id = "vm." + load, Load = load, VirtualMachines = new() };

    public static StepConfig Us(string load) => new() { Id = "off." + load, Load = load, LocalHostOff = new() };

    public static LoadConfig Load(string id, params string[] feeds) => new() { Id = id, Feeds = [.. feeds.Select(feed => new PowerSourceId(feed))] };

    /// <summary>Each load has its machines stopped, and is then switched off.</summary>
    public static PowerGroupConfig Config(params LoadConfig[] loads) => new()
    {
        Name = "Basement",
        Sources = [.. loads.SelectMany(load => load.Feeds).Distinct()],
        Loads = [.. loads],
        Phases =
        [
            new() { Name = "Machines", Steps = [.. loads.Select(load => Vm(load.Id))] },
            new() { Name = "Systems", Steps = [.. loads.Where(load => !load.Local).Select(load => Nas(load.Id))] },
            .. loads.Any(load => load.Local) ? [new PhaseConfig { Name = "Us", Steps = [.. loads.Where(load => load.Local).Select(load => Us(load.Id))] }] : ImmutableArray<PhaseConfig>.Empty,
        ],
    };

    private async Task Wake()
    {
        foreach (var group in _groups) Assert.True(await GroupOf(group).EnsureAwake());
        await Settled();
    }

    private async Task Advance(TimeSpan by)
    {
        Fleet.Advance(by);
        await Settled();
    }

    // Nobody was late, and nothing that answers at once is still under way.
    private async Task Settled()
    {
        // Whoever answers these has done what fell due before, and armed his timer anew.
        if (_sources.Count > 0) await Fleet.Grains.NutServer(TenantId.Main, "nut.example", 3493).GetSnapshot();
        foreach (var source in _sources) await Fleet.Grains.PowerSource(TenantId.Main, source).EnsureAwake();
        foreach (var group in _groups) await GroupOf(group).GetSnapshot();
        foreach (var group in _groups)
        {
            await Eventually.IsTrue(async () => await GroupOf(group).GetSnapshot() is not { } shown
                || (!(Fleet.Now - shown.JudgedAt >= Late) && (shown.Run is not { } run || !run.Phases.SelectMany(phase => phase.Steps).Any(IsUnderWay))));
        }
    }

    private bool IsUnderWay(RunStep step) =>
        step is { State: StepState.Acting, Doubtful: false } && Targets[step.Config.Id].Hold.IsCompleted && Fleet.Journal.Hang.IsCompleted;
}

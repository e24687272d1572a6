using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NasOrleans.History;
using NasOrleans.Power;
using NasOrleans.Power.Journal;
using NasOrleans.Power.Runs.Targets;
using NasOrleans.Power.Sources;
using NasOrleans.Protocols;
using NasOrleans.Protocols.Nut;
using NasOrleans.Protocols.PowerProbe;
using NasOrleans.Secrets;
using NasOrleans.Systems;
using NasOrleans.Systems.Polling;
using NasOrleans.Tests.Grains.Power;
using NasOrleans.Tests.Grains.Power.Groups;
using NasOrleans.Tests.Grains.Systems;
using Orleans;
using Orleans.Runtime;

namespace NasOrleans.Tests.Grains;

/// <summary>All of the product's grains on virtual time, with storage that outlives a restart.</summary>
internal sealed class Fleetlet : IAsyncDisposable
{
    private readonly ManualTimeProvider _time = new();
    private GrainHost _host = null!;
    private bool _scripted;

    private Fleetlet() => Nut = new(_time);

    public MemoryStorage Storage { get; } = new();

    public RecordingEventLog Events { get; } = new();

    public RecordingMetricLog Metrics { get; } = new();

    /// <summary>Whatever a system is connected to.</summary>
    public ScriptedNas Nas { get; } = new();

    /// <summary>Whatever a UPS is read from.</summary>
    public ScriptedNut Nut { get; }

    public MemoryJournal Journal { get; set; } = new();

    /// <summary>What the steps of power groups act on.</summary>
    public ScriptedTargets Targets { get; } = new();

    public Installation Installation { get; set; } = new() { MayGoOff = true };

    /// <summary>The boot of the host, as it is at the next start.</summary>
    public string Boot { get; set; } = "boot-1";

    /// <summary>The switch for all polling, as it is at the next start.</summary>
    public bool Polling { get; set; } = true;

    /// <summary>The key of the secrets, as it is at the next start.</summary>
    public string SecretsKey { get; set; } = Convert.ToBase64String(new byte[SecretKey.Length]);

    public IServiceProvider Services => _host.Services;

    public IGrainFactory Grains => _host.Grains;

    public DateTimeOffset Now => _time.GetUtcNow();

    private TimeSpan Period => _host.Services.GetRequiredService<IOptions<SystemOptions>>().Value.TickPeriod;

    /// <param name="scripted">Steps of power groups act on <see cref="Targets"/>, and not on the real things.</param>
    public static async Task<Fleetlet> StartAsync(bool scripted = false)
    {
        var fleet = new Fleetlet { _scripted = scripted };
        await fleet.StartHostAsync();
        return fleet;
    }

    public ISystemGrain System(SystemId id) => Grains.System(TenantId.Main, id);

    /// <summary>As the API does it: first the roster, then the system.</summary>
    public async Task Add(string id)
    {
        var system = System(new(id));
        await Grains.RosterOf(system).Add(system.GetGrainId().ToString());
        await system.Add(new() { Name = id });
    }

    public async Task Remove(string id)
    {
        var system = System(new(id));
        await system.Remove(new(id));
        await Grains.RosterOf(system).Remove(system.GetGrainId().ToString());
    }

    public Task DeactivateAsync(IAddressable grain) => _host.DeactivateAsync(grain);

    public async Task RestartAsync()
    {
        await _host.DisposeAsync();
        await StartHostAsync();
    }

    /// <summary>The process is gone at once, and what it had not written by then is lost.</summary>
    public Task CrashAsync(MemoryJournal found)
    {
        Journal = found;
        return RestartAsync();
    }

    public void Advance(TimeSpan by) => _time.Advance(by);

    /// <summary>Time goes on while nobody here does: what fell due meanwhile is due once, at the end.</summary>
    public void Jump(TimeSpan by) => _time.Jump(by);

    /// <summary>Moves on by one tick of the systems.</summary>
    public void AdvanceOnce() => Advance(Period);

    /// <summary>Moves on tick by tick until something has come about; the ticks themselves run beside the clock.</summary>
    public Task AdvanceUntil(Func<Task<bool>> condition) => Eventually.IsTrue(async () =>
    {
        if (await condition()) return true;
        AdvanceOnce();
        return await condition();
    });

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task StartHostAsync() => _host = await GrainHost.StartAsync(new GrainHostOptions
    {
        GrainAssemblies = [typeof(SystemGrain).Assembly],
        Time = _time,
        Storage = Storage,
        Services = services => (_scripted ? services.AddSingleton<IStepTargets>(Targets) : services)
            .AddSingleton<INasFactory>(Nas)
            .AddSingleton<INutFactory>(Nut)
            .AddSingleton<IPowerJournal>(Journal)
            .AddSingleton(new HostBoot(Boot, () => TimeSpan.FromDays(1)))
            .AddSingleton<IPowerProbe, NoProbe>()
            .AddSingleton(Installation)
            .AddSingleton(new SecretBox(SecretKey.FromValue(SecretsKey)))
            .AddGrainServices()
            .Configure<PollingOptions>(options => options.Enabled = Polling)
            .AddSingleton<IEventLog>(Events)
            .AddSingleton<IMetricLog>(Metrics),
    });

    private sealed class NoProbe : IPowerProbe
    {
        public Task<ContactFault?> CheckAsync(ProbeConfig probe, Secret authorization, CancellationToken cancellationToken) => Task.FromResult<ContactFault?>(null);
    }
}

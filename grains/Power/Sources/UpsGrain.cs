using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using NasOrleans.Power.Journal;
using NasOrleans.Power.Sources.Judging;
using NasOrleans.Power.Sources.Probes;
using NasOrleans.Power.Sources.Servers;
using NasOrleans.Protocols.Nut;
using NasOrleans.Protocols.PowerProbe;
using NasOrleans.Secrets;
using Orleans;
using Orleans.Runtime;

namespace NasOrleans.Power.Sources;

// What is set of it, and the tick. How it is watched, told and kept lies in the other parts: Watching, Orders, Keeping.
[GrainType("ups")]
internal sealed partial class UpsGrain(
    IPowerJournal journal,
    INutFactory nut,
    IPowerProbe probes,
    SecretBox box,
    PowerTeller teller,
    HostBoot boot,
    TimeProvider time,
    ILogger<UpsGrain> log) : Grain, IUpsGrain
{
    private PowerSourceState _state = new();
    private PowerClock _clock = null!;
    private IGrainTimer? _timer;
    private NutServerTarget? _server;
    private TenantId _tenant;
    private PowerSourceId _id;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (_tenant, _, var id) = GrainKeys.Parse(this.GetPrimaryKeyString());
        _id = new(id);
        _state = await Load(cancellationToken);
        _clock = new PowerClock(time, _state.Ups?.At ?? _state.Probe?.At, boot.Uptime());
        Begin();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _checking?.Cancel();
        await _login.ReleaseAsync();
        await Keep();
    }

    public Task<bool> EnsureAwake() => Task.FromResult(_state.Config is not null);

    public Task<PowerSourceSnapshot?> GetSnapshot() => Task.FromResult(Shown());

    public Task<SourceVerdict?> GetVerdict() => Task.FromResult(_state.Config is { } config ? Verdict(config) : null);

    public async Task<PowerSourceOutcome> Configure(PowerSourceConfig config, PowerSourceSecrets secrets, PowerOrigin origin)
    {
        var before = Shown();
        if (SourceSetRules.MaySet(_state, origin) is var refusal and not PowerRefusal.None) return new() { Refusal = refusal, Source = before, Before = before };
        if (SourceConfigRules.Problems(config) is { IsEmpty: false } problems) return new() { Refusal = PowerRefusal.Invalid, Source = before, Before = before, Problems = problems };
        var password = Seal("password", secrets.Password, _state.Password);
        var authorization = Seal("authorization", secrets.Authorization, _state.Authorization);
        var next = SourceSetRules.Set(_state, config, password, authorization, origin, boot.Id, _clock.Now);
        if (!await Written(next))
        {
            if (origin == PowerOrigin.User) return new() { Refusal = PowerRefusal.Unwritten, Source = before, Before = before };
            // A start value is offered with every start: a disk that takes nothing must not keep it from being watched.
            _state = next with { Revision = _state.Revision };
        }

        if (before is not null) StopWatching(before.Config);
        Begin();
        LogSet(_id.Value, config.Name);
        return new() { Source = Shown(), Before = before };
    }

    public async Task<PowerSourceOutcome> Remove(PowerSourceId confirm)
    {
        if (confirm != _id) throw new ArgumentException($"{confirm} was named to confirm the removal of {_id}.", nameof(confirm));
        var before = Shown();
        if (before is null) return new() { Refusal = PowerRefusal.NotFound };
        if (!await Written(SourceSetRules.Remove(_state, PowerOrigin.User, _clock.Now.Wall))) return new() { Refusal = PowerRefusal.Unwritten, Source = before, Before = before };
        StopWatching(before.Config);
        Begin();
        DeactivateOnIdle();
        return new() { Before = before };
    }

    public Task<PowerSourceOutcome> Reset(PowerSourceReset reset)
    {
        if (reset.Confirm != _id) throw new ArgumentException($"{reset.Confirm} was named to confirm a reset of {_id}.", nameof(reset));
        var before = Shown();
        if (_state is { Ups: { } ups, Config.Ups: not null }) Take(UpsRules.Reset(ups, reset, _clock.Now));
        else if (_state is { Probe: { } probe, Config.Probe: not null }) Take(ProbeRules.Reset(probe, reset, _clock.Now));
        else return Task.FromResult(new PowerSourceOutcome { Refusal = PowerRefusal.NotFound });
        return Task.FromResult(new PowerSourceOutcome { Source = Shown(), Before = before });
    }

    private void Begin()
    {
        _timer?.Dispose();
        _timer = null;
        _checking?.Cancel();
        _server = _state.Config?.Ups is { } reached ? Target(reached) : null;
        if (_state.Config is not { } config)
        {
            _ = _login.ReleaseAsync();
            return;
        }

        var now = _clock.Now;
        if (config.Ups is not null) _state = _state with { Ups = _state.Ups is { } saved ? UpsRules.Resume(saved, boot.Id, now) : UpsRules.Fresh(boot.Id, now) };
        if (config.Probe is not null) _state = _state with { Probe = ProbeRules.Resume(_state.Probe ?? new() { BootId = boot.Id }, boot.Id, now) };
        _timer = this.RegisterGrainTimer(Tick, new GrainTimerCreationOptions(TimeSpan.Zero, ClockRules.Tick) { KeepAlive = true });
    }

    private async Task Tick(CancellationToken cancellationToken)
    {
        if (_state.Config is { Ups: { } ups }) SayWatch(ups);
        await Look();
        PlayRole();
    }

    private SourceVerdict Verdict(PowerSourceConfig config) => _state switch
    {
        { Ups: { } ups } when config.Ups is { } set => VerdictRules.Of(ups, config, _clock.Now) with { AwaitsOthers = AwaitsOthers(set) },
        { Probe: { } probe } when config.Probe is { } set => ProbeRules.Verdict(probe, set, _clock.Now),
        _ => new() { Standing = PowerStanding.Unknown, Why = "Nothing was seen yet" },
    };

    private PowerSourceSnapshot? Shown()
    {
        if (_state.Config is not { } config) return null;
        var (ups, probe) = (config.Ups is null ? null : _state.Ups, config.Probe is null ? null : _state.Probe);
        return new()
        {
            Id = _id,
            Config = config,
            Origin = _state.Origin,
            HasPassword = _state.Password is not null,
            HasAuthorization = _state.Authorization is not null,
            Verdict = Verdict(config),
            Contact = ups is not null ? SnapshotRules.Contact(ups.Contact, ups.Seen?.At.Wall) : new() { State = probe is { Seen: true, Fault: null } ? ContactState.Good : ContactState.Never, Fault = probe?.Fault, LastGood = probe?.LastSuccess },
            Ups = ups is null ? null : SnapshotRules.Ups(ups, config, _variables, _clock.Now),
            Probe = probe is null || config.Probe is null ? null : ProbeRules.Snapshot(probe, config.Probe),
            Notes = ups?.Notes ?? probe?.Notes ?? [],
            Revision = _state.Revision,
            Warnings = SourceConfigRules.Warnings(config),
            Login = Login(config),
        };
    }

    private string? Seal(string field, Secret? written, string? stored) =>
        written is not { } secret ? stored : secret.IsEmpty ? null : box.Encrypt(secret, Identity(field));

    private string Identity(string field) => $"{_tenant.Value}/ups:{_id.Value}/{field}";

    [LoggerMessage(LogEvents.SourceSet, LogLevel.Information, "Power source {Source} was set: {Name}")]
    private partial void LogSet(string source, string name);
}

using NasOrleans.Api.Audit;
using NasOrleans.Api.Power.Live;
using NasOrleans.Api.Security;
using NasOrleans.Power;
using NasOrleans.Power.Sources;
using Orleans;

namespace NasOrleans.Api.Power.Sources;

/// <summary>What belongs to each change of a source: the grain does it, the view shows it, the audit keeps it without its secrets.</summary>
internal sealed partial class PowerSourceCommands(IGrainFactory grains, PowerViews views, AuditTrail audit, ILogger<PowerSourceCommands> logger)
{
    public IUpsGrain Grain(Caller caller, PowerSourceId id) => grains.PowerSource(caller.Tenant, id);

    public async Task<PowerSourceOutcome> Set(Caller caller, PowerSourceId id, PowerSourceConfig config, PowerSourceSecrets secrets, bool isNew)
    {
        var outcome = await audit.AttemptAsync(caller, "power.source.set", Target(id), async () =>
        {
            var grain = Grain(caller, id);
            // First, so that a crash in between leaves an entry too many, never a source that nobody wakes. One that is there is on its
            // roster, and its limits can be changed while no roster can be written.
            if (isNew) await grains.RosterOf(grain).Add(grain.GetGrainId().ToString());
            return await grain.Configure(config, secrets, PowerOrigin.User);
        });
        if (outcome is not { Refusal: PowerRefusal.None, Source: { } source }) return outcome;
        views.Of(caller.Tenant).Put(source);
        await audit.RecordAsync(caller, "power.source.set", Target(id), Shown(outcome.Before), new { Config = SourceView.ConfigOf(source), WrittenSecrets = Written(secrets) });
        LogSet(id.Value, caller.Actor);
        return outcome;
    }

    public async Task<PowerSourceOutcome> Remove(Caller caller, PowerSourceId id)
    {
        var grain = Grain(caller, id);
        var outcome = await audit.AttemptAsync(caller, "power.source.remove", Target(id), () => grain.Remove(id));
        if (outcome.Refusal is not PowerRefusal.None) return outcome;
        views.Of(caller.Tenant).Remove(id);
        await audit.RecordAsync(caller, "power.source.remove", Target(id), before: Shown(outcome.Before));
        LogRemoved(id.Value, caller.Actor);
        await grains.RosterOf(grain).Remove(grain.GetGrainId().ToString());
        return outcome;
    }

    public async Task<PowerSourceOutcome> Reset(Caller caller, PowerSourceId id, string reason)
    {
        var reset = new PowerSourceReset { Confirm = id, By = caller.Actor, Reason = reason };
        var outcome = await audit.AttemptAsync(caller, "power.source.reset", Target(id), () => Grain(caller, id).Reset(reset));
        if (outcome is not { Refusal: PowerRefusal.None, Source: { } source }) return outcome;
        views.Of(caller.Tenant).Put(source);
        await audit.RecordAsync(caller, "power.source.reset", Target(id), outcome.Before?.Verdict, new { reason, source.Verdict });
        LogReset(id.Value, caller.Actor, reason);
        return outcome;
    }

    public static string Target(PowerSourceId id) => "ups:" + id;

    private static SourceBody? Shown(PowerSourceSnapshot? source) => source is null ? null : SourceView.ConfigOf(source);

    private static string[] Written(PowerSourceSecrets secrets) =>
        [.. new[] { (Name: "password", Value: secrets.Password), (Name: "authorization", Value: secrets.Authorization) }.Where(secret => secret.Value is { IsEmpty: false }).Select(secret => secret.Name)];

    [LoggerMessage(LogEvents.PowerSourceSet, LogLevel.Information, "Power source {Source} was set by {Actor}")]
    private partial void LogSet(string source, string actor);

    [LoggerMessage(LogEvents.PowerSourceRemoved, LogLevel.Warning, "Power source {Source} was removed by {Actor}: nobody watches it any more")]
    private partial void LogRemoved(string source, string actor);

    [LoggerMessage(LogEvents.PowerSourceReset, LogLevel.Warning, "Power source {Source} was reset by {Actor}: {Reason}")]
    private partial void LogReset(string source, string actor, string reason);
}

using NasOrleans.Api.Audit;
using NasOrleans.Api.Power.Live;
using NasOrleans.Api.Security;
using NasOrleans.Power;
using NasOrleans.Power.Groups;
using NasOrleans.Power.Sources;
using Orleans;

namespace NasOrleans.Api.Power.Groups;

/// <summary>What belongs to each change of a group and each order about a run: the grain does it, the view shows it, the audit keeps it.</summary>
internal sealed partial class PowerGroupCommands(IGrainFactory grains, PowerViews views, AuditTrail audit, ILogger<PowerGroupCommands> logger)
{
    public IPowerGroupGrain Grain(Caller caller, PowerGroupId id) => grains.PowerGroup(caller.Tenant, id);

    public async Task<PowerGroupOutcome> Set(Caller caller, PowerGroupId id, PowerGroupConfig config)
    {
        var outcome = await audit.AttemptAsync(caller, "power.group.set", Target(id), async () =>
        {
            var grain = Grain(caller, id);
            // First, so that a crash in between leaves an entry too many, never a group that nobody wakes. One that is there is on its
            // roster, and its plan can be changed while no roster can be written.
            if (await grain.GetSnapshot() is null) await grains.RosterOf(grain).Add(grain.GetGrainId().ToString());
            return await grain.Configure(config, PowerOrigin.User);
        });
        if (outcome is not { Refusal: GroupRefusal.None, Group: { } group }) return outcome;
        views.Of(caller.Tenant).Put(group);
        await audit.RecordAsync(caller, "power.group.set", Target(id), outcome.Before?.Config, group.Config);
        LogSet(id.Value, caller.Actor);
        return outcome;
    }

    public async Task<PowerGroupOutcome> Remove(Caller caller, PowerGroupId id)
    {
        var grain = Grain(caller, id);
        var outcome = await audit.AttemptAsync(caller, "power.group.remove", Target(id), () => grain.Remove(id));
        if (outcome.Refusal is not GroupRefusal.None) return outcome;
        views.Of(caller.Tenant).Remove(id);
        await audit.RecordAsync(caller, "power.group.remove", Target(id), before: outcome.Before?.Config);
        LogRemoved(id.Value, caller.Actor);
        await grains.RosterOf(grain).Remove(grain.GetGrainId().ToString());
        return outcome;
    }

    public async Task<PowerGroupOutcome> ResetCrisis(Caller caller, PowerGroupId id, string confirm, string reason)
    {
        var reset = new CrisisReset { Confirm = confirm, By = caller.Actor, Reason = reason };
        var outcome = await audit.AttemptAsync(caller, "power.group.reset-crisis", Target(id), () => Grain(caller, id).ResetCrisis(reset));
        await audit.RecordAsync(caller, "power.group.reset-crisis", Target(id), after: new { reason, outcome.Refusal }, outcome: Word(outcome.Refusal));
        if (outcome is not { Refusal: GroupRefusal.None, Group: { } group }) return outcome;
        views.Of(caller.Tenant).Put(group);
        LogCrisisReset(id.Value, caller.Actor, reason);
        return outcome;
    }

    /// <summary>An order about a run; what was asked for is noted with it, whatever the answer is.</summary>
    public async Task<RunOutcome> Order(Caller caller, PowerGroupId id, string order, object noted, Func<IPowerGroupGrain, Task<RunOutcome>> give)
    {
        var outcome = await audit.AttemptAsync(caller, "power.run." + order, Target(id), () => give(Grain(caller, id)));
        if (outcome.Repeated) return outcome;
        await audit.RecordAsync(caller, "power.run." + order, Target(id), after: noted, outcome: Word(outcome.Refusal));
        if (outcome.Refusal is GroupRefusal.None) LogOrdered(order, id.Value, caller.Actor);
        return outcome;
    }

    private static string Target(PowerGroupId id) => "group:" + id;

    private static string Word(GroupRefusal refusal) => refusal is GroupRefusal.None ? "done" : "refused";

    [LoggerMessage(LogEvents.PowerGroupSet, LogLevel.Information, "Power group {Group} was set by {Actor}")]
    private partial void LogSet(string group, string actor);

    [LoggerMessage(LogEvents.PowerGroupRemoved, LogLevel.Warning, "Power group {Group} was removed by {Actor}: nothing of it is shut down any more")]
    private partial void LogRemoved(string group, string actor);

    [LoggerMessage(LogEvents.PowerCrisisReset, LogLevel.Warning, "The crisis of power group {Group} was reset by {Actor}: {Reason}")]
    private partial void LogCrisisReset(string group, string actor, string reason);

    [LoggerMessage(LogEvents.RunOrdered, LogLevel.Warning, "{Order} of a run was ordered for power group {Group} by {Actor}")]
    private partial void LogOrdered(string order, string group, string actor);
}

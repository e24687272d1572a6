using NasOrleans.Api.Audit;
using NasOrleans.Api.Live;
using NasOrleans.Api.Security;
using NasOrleans.Systems;
using Orleans;

namespace NasOrleans.Api.Systems;

/// <summary>What belongs to each change of a system: the grain does it, the view shows it, the audit keeps it.</summary>
internal sealed class SystemCommands(IGrainFactory grains, FleetViews views, AuditTrail audit, TimeProvider time)
{
    public ISystemGrain Grain(Caller caller, SystemId id) => grains.System(caller.Tenant, id);

    public async Task<SystemOutcome> Add(Caller caller, SystemId id, SystemConfig config)
    {
        var outcome = await audit.AttemptAsync(caller, "system.add", Target(id), async () =>
        {
            var grain = Grain(caller, id);
            // First, so that a crash in between leaves an entry too many, never a system that nobody wakes.
            await grains.RosterOf(grain).Add(grain.GetGrainId().ToString());
            return await grain.Add(config);
        });
        return await Settle(caller, "system.add", id, outcome);
    }

    public async Task<SystemOutcome> Change(Caller caller, SystemId id, SystemConfig config) =>
        await Settle(caller, "system.change", id, await audit.AttemptAsync(caller, "system.change", Target(id), () => Grain(caller, id).Change(config)));

    public async Task<SystemOutcome> Remove(Caller caller, SystemId id)
    {
        var grain = Grain(caller, id);
        var outcome = await audit.AttemptAsync(caller, "system.remove", Target(id), () => grain.Remove(id));
        if (outcome is not { Refusal: SystemRefusal.None, Before: { } last }) return outcome;
        views.Of(caller.Tenant).Remove(last);
        await audit.RecordAsync(caller, "system.remove", Target(id), before: SystemView.Of(last));
        await grains.RosterOf(grain).Remove(grain.GetGrainId().ToString());
        return outcome;
    }

    // A sign of life is data that comes in all the time, not a change that somebody made: the audit leaves it out, and the
    // view is told at once only when the status changed. A moment that moved on reaches it with the next pull; folding in
    // thousands of them would have every list sorted anew.
    public async Task<SystemOutcome> Seen(Caller caller, SystemId id, DateTimeOffset? at)
    {
        var outcome = await Grain(caller, id).Seen(at ?? time.GetUtcNow());
        if (outcome is { Refusal: SystemRefusal.None, System: { } system } && system.Status != outcome.Before?.Status) views.Of(caller.Tenant).Put(system);
        return outcome;
    }

    private async Task<SystemOutcome> Settle(Caller caller, string action, SystemId id, SystemOutcome outcome)
    {
        if (outcome is not { Refusal: SystemRefusal.None, System: { } system }) return outcome;
        views.Of(caller.Tenant).Put(system);
        await audit.RecordAsync(caller, action, Target(id), outcome.Before is { } before ? SystemView.Of(before) : null, SystemView.Of(system));
        return outcome;
    }

    private static string Target(SystemId id) => "system:" + id;
}

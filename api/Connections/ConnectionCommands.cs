using NasOrleans.Api.Audit;
using NasOrleans.Api.Live;
using NasOrleans.Api.Security;
using NasOrleans.Systems;
using NasOrleans.Systems.Connections;
using Orleans;

namespace NasOrleans.Api.Connections;

/// <summary>What belongs to each change of a connection: the grain does it, the view shows it, the audit keeps it without its secrets.</summary>
internal sealed partial class ConnectionCommands(IGrainFactory grains, FleetViews views, AuditTrail audit, ILogger<ConnectionCommands> logger)
{
    public ISystemGrain Grain(Caller caller, SystemId id) => grains.System(caller.Tenant, id);

    public async Task<SystemOutcome> Set(Caller caller, SystemId id, ConnectionDraft draft, bool isNew)
    {
        var action = isNew ? "connection.add" : "connection.change";
        var outcome = await audit.AttemptAsync(caller, action, Target(id), async () =>
        {
            var grain = Grain(caller, id);
            // First, so that a crash in between leaves an entry too many, never a connection that nobody polls.
            await grains.RosterOf(grain).Add(grain.GetGrainId().ToString());
            return await grain.Connect(draft.System, draft.Config, draft.Secrets, ConnectionOrigin.Api);
        });
        if (outcome is not { Refusal: SystemRefusal.None, System: { Connection: { } connection } system }) return outcome;
        views.Of(caller.Tenant).Put(system);
        await audit.RecordAsync(caller, action, Target(id), Shown(outcome.Before), new { Connection = ConnectionView.Configured(system, connection), draft.WrittenSecrets });
        if (isNew) LogAdded(id.Value, connection.Config.Host, caller.Actor);
        else LogChanged(id.Value, connection.Config.Host, caller.Actor);
        return outcome;
    }

    /// <summary>The connection goes with its secrets; the system stays.</summary>
    public async Task<SystemOutcome> Remove(Caller caller, SystemId id)
    {
        var outcome = await audit.AttemptAsync(caller, "connection.remove", Target(id), () => Grain(caller, id).Disconnect(id));
        if (outcome is not { Refusal: SystemRefusal.None, System: { } system }) return outcome;
        views.Of(caller.Tenant).Put(system);
        await audit.RecordAsync(caller, "connection.remove", Target(id), before: Shown(outcome.Before));
        LogRemoved(id.Value, caller.Actor);
        return outcome;
    }

    /// <summary>Tries a connection that is not stored.</summary>
    public async Task<ConnectionTest> Test(Caller caller, ConnectionDraft draft) => (await Noted(caller, "connection:new", draft.Config, async () =>
        await grains.ConnectionTest(caller.Tenant).Test(new() { Config = draft.Config, Secrets = draft.Secrets, AcceptNew = draft.AsksToAccept })))!;

    /// <summary>Tries the stored connection, with the draft in place of what is stored. Null when there is none.</summary>
    public Task<ConnectionTest?> Test(Caller caller, SystemId id, ConnectionDraft? draft) => Noted(caller, Target(id), draft?.Config, () =>
        Grain(caller, id).TestConnection(draft is null ? new() : new() { Config = draft.Config, Secrets = draft.Secrets, AcceptNew = draft.AsksToAccept }));

    // A test changes nothing, but it may carry secrets to a host that nobody has asked before.
    private async Task<ConnectionTest?> Noted(Caller caller, string target, ConnectionConfig? config, Func<Task<ConnectionTest?>> test)
    {
        var result = await audit.AttemptAsync(caller, "connection.test", target, test);
        await audit.RecordAsync(caller, "connection.test", target, after: new
        {
            config?.Host,
            config?.Port,
            config?.UserName,
            config?.Trust,
            Result = result is null ? "missing" : result.Succeeded ? "ok" : "failed",
            result?.Fault?.Stage,
        });
        return result;
    }

    private static ConnectionView? Shown(SystemSnapshot? system) =>
        system is { Connection: { } connection } ? ConnectionView.Configured(system, connection) : null;

    private static string Target(SystemId id) => "connection:" + id;

    [LoggerMessage(LogEvents.ConnectionAdded, LogLevel.Information, "Connection {Connection} to {Host} was added by {Actor}")]
    private partial void LogAdded(string connection, string host, string actor);

    [LoggerMessage(LogEvents.ConnectionChanged, LogLevel.Information, "Connection {Connection} to {Host} was changed by {Actor}")]
    private partial void LogChanged(string connection, string host, string actor);

    [LoggerMessage(LogEvents.ConnectionRemoved, LogLevel.Information, "Connection {Connection} was deleted with its secrets by {Actor}")]
    private partial void LogRemoved(string connection, string actor);
}

using System.Collections.Immutable;
using NasOrleans.Fleet;
using NasOrleans.Systems.Commands;
using NasOrleans.Systems.Connections;
using NasOrleans.Systems.Inventory;
using Orleans;
using Orleans.Concurrency;

namespace NasOrleans.Systems;

/// <summary>One NAS. Key: <c>tenant/system:id</c>.</summary>
[Alias("nas.ISystemGrain")]
public interface ISystemGrain : IWakeable, IGrainWithStringKey
{
    /// <summary>Brings the system into being. Asked again with the same configuration it answers as the first time.</summary>
    [Alias("Add")] Task<SystemOutcome> Add(SystemConfig config);

    [Alias("Change")] Task<SystemOutcome> Change(SystemConfig config);

    [Alias("Remove")] Task<SystemOutcome> Remove(SystemId confirm);

    /// <summary>The system was heard of at this moment. A moment that lies ahead of the silo's clock counts as now.</summary>
    [Alias("Seen")] Task<SystemOutcome> Seen(DateTimeOffset at);

    /// <summary>The system as last decided, or null when there is none; never waits for a running call.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:05"), Alias("GetSnapshot")] Task<SystemSnapshot?> GetSnapshot();

    /// <summary>
    /// Sets how the system is polled, from nothing or anew. A system that is not there yet comes into being with it, so that there
    /// never is a connection without a system.
    /// </summary>
    [Alias("Connect")] Task<SystemOutcome> Connect(SystemConfig config, ConnectionConfig connection, ConnectionSecrets secrets, ConnectionOrigin origin);

    /// <summary>Stops polling and forgets the secrets. The system stays, its source grows stale and is then shown as removed.</summary>
    [Alias("Disconnect")] Task<SystemOutcome> Disconnect(SystemId confirm);

    /// <summary>Tries the stored connection, or the given one with the stored secrets filled in.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:15"), Alias("TestConnection")] Task<ConnectionTest?> TestConnection(ConnectionTrial trial);

    /// <summary>A source tells what it found. Polls end here, and so will what webhooks bring.</summary>
    [Alias("Observe")] Task<SystemOutcome> Observe(SystemReport report);

    /// <summary>Reads these parts soon, ahead of the next poll; all of them when none is named.</summary>
    [OneWay, Alias("Refresh")] Task Refresh(ImmutableArray<InventoryPart> parts);

    /// <summary>All that was last read, or null when nothing ever was.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:05"), Alias("GetInventory")] Task<SystemInventory?> GetInventory();

    /// <summary>Accepts an order once it is written down, and carries it out; sent once, then watched.</summary>
    [Alias("Order")] Task<CommandOutcome> Order(CommandOrder order);

    /// <summary>The latest commands, newest first.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:05"), Alias("GetCommands")] Task<ImmutableArray<SystemCommand>> GetCommands();

    /// <summary>For those who must reach the system without this grain; null while there is no connection to go by, or it is switched off.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:05"), Alias("GetLifeline")] Task<SystemLifeline?> GetLifeline();
}

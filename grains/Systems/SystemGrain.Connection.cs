using System.Collections.Immutable;
using NasOrleans.Systems.Commands;
using NasOrleans.Systems.Connections;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Systems;

internal sealed partial class SystemGrain
{
    public Task<SystemOutcome> Connect(SystemConfig config, ConnectionConfig connection, ConnectionSecrets secrets, ConnectionOrigin origin) => throw new NotSupportedException();

    public Task<SystemOutcome> Disconnect(SystemId confirm) => throw new NotSupportedException();

    public Task<ConnectionTest?> TestConnection(ConnectionTrial trial) => throw new NotSupportedException();

    public Task<SystemOutcome> Observe(SystemReport report) => throw new NotSupportedException();

    public Task Refresh(ImmutableArray<InventoryPart> parts) => throw new NotSupportedException();

    public Task<SystemInventory?> GetInventory() => throw new NotSupportedException();

    public Task<CommandOutcome> Order(CommandOrder order) => throw new NotSupportedException();

    public Task<ImmutableArray<SystemCommand>> GetCommands() => throw new NotSupportedException();
}

using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace NasOrleans.Simulators.TrueNas.Appliances;

/// <summary>The open connections of one NAS, so that going dark can cut them.</summary>
internal sealed class LiveConnections
{
    private readonly ConcurrentDictionary<ConnectionContext, bool> _open = new(concurrencyLevel: 1, capacity: 1);

    public int Count => _open.Count;

    public void Add(ConnectionContext connection) => _open.TryAdd(connection, true);

    public void Remove(ConnectionContext connection) => _open.TryRemove(connection, out _);

    public void AbortAll()
    {
        foreach (var connection in _open.Keys) Abrupt.End(connection);
    }
}

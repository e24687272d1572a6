using System.Text.Json;
using NasOrleans.Protocols.TrueNas.Reading;
using NasOrleans.Protocols.TrueNas.Wire;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Protocols.TrueNas.Events;

/// <summary>Hears what one session tells unasked, and passes on what matters.</summary>
internal sealed class SessionEars(INasListener listener, TimeProvider time) : ISessionEvents
{
    private volatile bool _open;

    public SessionMemory Memory { get; } = new();

    /// <summary>The NAS said that it goes down.</summary>
    public bool IsGoingDown { get; private set; }

    /// <summary>From now on a loss is told: somebody holds this session.</summary>
    public void Open() => _open = true;

    public void Told(string collection, string kind, JsonElement fields)
    {
        if (collection.StartsWith(RealtimeReader.Collection, StringComparison.Ordinal))
        {
            Memory.Realtime.Take(RealtimeReader.Of(fields, time.GetUtcNow()));
        }
        else if (EventRules.IsGoingDown(collection, kind))
        {
            IsGoingDown = true;
            listener.GoingDown();
        }
        else if (EventRules.Changed(collection) is { } part)
        {
            listener.Changed(part);
        }
    }

    public void Ended(LinkFault fault)
    {
        if (_open) listener.SessionLost();
    }
}

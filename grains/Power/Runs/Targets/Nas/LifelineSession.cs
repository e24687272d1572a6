using NasOrleans.Protocols;
using NasOrleans.Systems.Connections;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Power.Runs.Targets.Nas;

/// <summary>One session to a NAS for all that is asked of it and told to it past its grain: a NAS lets nobody log in every other second.</summary>
internal sealed class LifelineSession : INasListener, IAsyncDisposable
{
    private volatile bool _goesDown;

    public LifelineSession(INasFactory factory, SystemLifeline lifeline, NasTarget target)
    {
        Lifeline = lifeline;
        Nas = factory.Create(target, this);
    }

    public SystemLifeline Lifeline { get; }

    public INas Nas { get; }

    /// <summary>As the system's own grain looks: one that said goodbye, and now says nothing that could be understood, goes down.</summary>
    public async Task<NasPresence> LookAsync(CancellationToken cancellationToken)
    {
        var seen = await Nas.ProbeAsync(cancellationToken);
        if (seen.Presence == Presence.Up) _goesDown = false;
        return _goesDown && seen.Presence == Presence.Unclear ? seen with { Presence = Presence.ShuttingDown } : seen;
    }

    public void Changed(InventoryPart part)
    {
        // Nobody reads its inventory here.
    }

    public void GoingDown() => _goesDown = true;

    public void SessionLost()
    {
        // The next call opens it anew.
    }

    public ValueTask DisposeAsync() => Nas.DisposeAsync();
}

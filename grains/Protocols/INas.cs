using System.Collections.Immutable;
using NasOrleans.Systems;
using NasOrleans.Systems.Connections;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Protocols;

/// <summary>
/// One NAS on the wire, whatever it speaks. It holds at most one session, opened when first needed. What the device or the network
/// does comes back as a value; nothing here decides, retries an order, or asks twice for what was answered.
/// </summary>
internal interface INas : IAsyncDisposable
{
    LinkTransport Transport { get; }

    /// <summary>Reads these parts; the inventory of the report holds them and nothing else, and names those that are missing.</summary>
    Task<SystemReport> ReadAsync(ImmutableHashSet<InventoryPart> parts, CancellationToken cancellationToken);

    /// <summary>Whether it is up, and since which boot; answers within some seconds.</summary>
    Task<NasPresence> ProbeAsync(CancellationToken cancellationToken);

    /// <summary>Sends an order once.</summary>
    Task<NasAnswer> SendAsync(NasOrder order, CancellationToken cancellationToken);
}

/// <summary>Hears of what a session tells unasked. Called from any thread; returns at once.</summary>
internal interface INasListener
{
    void Changed(InventoryPart part);

    /// <summary>The NAS said that it is going down.</summary>
    void GoingDown();

    void SessionLost();
}

internal interface INasFactory
{
    INas Create(NasTarget target, INasListener listener);

    /// <summary>Tries a target without keeping a session; says which stage failed.</summary>
    Task<ConnectionTest> TestAsync(NasTarget target, bool acceptNew, CancellationToken cancellationToken);
}

/// <summary>Where a NAS is and what opens it; the secrets are in the clear and live no longer than the session.</summary>
internal sealed record NasTarget
{
    public required TenantId Tenant { get; init; }

    public required SystemId System { get; init; }

    public required ConnectionConfig Config { get; init; }

    public ConnectionSecrets Secrets { get; init; } = new();

    /// <summary>In which language it was spoken to before; a lesser one is not taken.</summary>
    public TransportMode Spoken { get; init; }
}

internal enum Presence
{
    Up,
    ShuttingDown,

    /// <summary>Nobody answers at its address: refused, unreachable, or silent when connecting.</summary>
    Dark,

    /// <summary>Something answers, but not what would tell.</summary>
    Unclear,
}

internal sealed record NasPresence
{
    public required Presence Presence { get; init; }

    public string? BootId { get; init; }

    /// <summary>Something that speaks the protocol answered, though not how it stands.</summary>
    public bool Answers { get; init; }

    public LinkFault? Fault { get; init; }
}

/// <summary>What a NAS can be told.</summary>
internal abstract record NasOrder
{
    private NasOrder() { }

    public sealed record ShutDown(string Reason) : NasOrder;

    public sealed record Reboot(string Reason) : NasOrder;

    /// <summary>Of a pair, the node that stands by: turned off first, or it would take over.</summary>
    public sealed record ShutDownStandby(string Reason) : NasOrder;

    public sealed record StopWorkload(Workload Workload, TimeSpan Limit) : NasOrder;
}

internal enum AnswerKind
{
    /// <summary>The NAS said yes, or hung up as one that goes down does.</summary>
    Taken,

    /// <summary>The NAS said no.</summary>
    Refused,

    /// <summary>It went out, and nothing tells whether it arrived.</summary>
    Unclear,

    /// <summary>It certainly never went out.</summary>
    NotSent,
}

internal sealed record NasAnswer
{
    public required AnswerKind Kind { get; init; }

    public LinkFault? Fault { get; init; }
}

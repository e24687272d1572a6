using System.Text.Json;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Protocols.TrueNas.Wire;

/// <summary>A call: the method and its arguments as a JSON list.</summary>
internal readonly record struct WireCall(string Method, string Arguments = "[]")
{
    public TimeSpan? Limit { get; init; }
}

/// <summary>An open way to a NAS, in whichever of its languages. Faults are thrown as <see cref="LinkException"/>.</summary>
internal interface ISession : IAsyncDisposable
{
    TransportMode Mode { get; }

    /// <summary>Why it is over; null while it lives.</summary>
    LinkFault? Ended { get; }

    /// <summary>Calls and reads the answer, which lives no longer than <paramref name="read"/> runs.</summary>
    Task<T> CallAsync<T>(WireCall call, Func<JsonElement, T> read, CancellationToken cancellationToken);

    /// <summary>Null when this way knows no events; else what to end the subscription with.</summary>
    Task<string?> SubscribeAsync(string name, CancellationToken cancellationToken);

    Task UnsubscribeAsync(string subscription, CancellationToken cancellationToken);
}

/// <summary>Hears what comes unasked, on the thread that reads.</summary>
internal interface ISessionEvents
{
    void Told(string collection, string kind, JsonElement fields);

    void Ended(LinkFault fault);
}

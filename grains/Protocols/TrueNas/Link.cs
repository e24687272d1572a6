using NasOrleans.Protocols.TrueNas.Events;
using NasOrleans.Protocols.TrueNas.Login;
using NasOrleans.Protocols.TrueNas.Wire;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Protocols.TrueNas;

/// <summary>An open session with all that was agreed on.</summary>
internal sealed record Link : IAsyncDisposable
{
    public required ISession Session { get; init; }

    public required SessionEars Ears { get; init; }

    public required NasVersion Version { get; init; }

    public required Capabilities Can { get; init; }

    public required LoginOutcome Login { get; init; }

    public required LinkTransport Transport { get; init; }

    /// <summary>Remembered for as long as one connection lives, which no boot outlives; over REST there is none, and each question is asked anew.</summary>
    public string? BootId => Session.Mode == TransportMode.Rest ? null : Ears.Memory.BootId;

    public bool IsAlive => Session.Ended is null;

    public ValueTask DisposeAsync() => Session.DisposeAsync();
}

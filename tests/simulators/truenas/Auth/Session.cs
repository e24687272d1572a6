using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Events;

namespace NasOrleans.Simulators.TrueNas.Auth;

internal enum Transport { JsonRpc, Legacy, Rest }

/// <summary>One conversation: a websocket, or one REST request.</summary>
internal sealed class Session(Appliance nas, Transport transport, string caller, bool isSecure)
{
    public Guid Id { get; } = Guid.NewGuid();

    public Appliance Appliance { get; } = nas;

    public Transport Transport { get; } = transport;

    /// <summary>The address that the caller comes from.</summary>
    public string Caller { get; } = caller;

    public bool IsSecure { get; } = isSecure;

    /// <summary>The release whose API the endpoint speaks: /api/v25.04.0 on a 25.10.</summary>
    public Release Api { get; init; } = nas.Release;

    public Login? Login { get; set; }

    /// <summary>What the second step of a login goes on with.</summary>
    public PendingLogin? Pending { get; set; }

    /// <summary>A job call answers with the id; else its answer waits for the end of the job.</summary>
    public bool LegacyJobs { get; set; } = true;

    public bool PrivateMethods { get; set; }

    public bool PyExceptions { get; set; }

    /// <summary>The SHA-256 of the certificate, for channel binding.</summary>
    public byte[]? ChannelBinding { get; init; }

    /// <summary>Null where nothing can be subscribed to: REST.</summary>
    public Subscriptions? Subscriptions { get; set; }

    /// <summary>Cancelled when calls that have not ended are to be given up.</summary>
    public CancellationToken Gone { get; init; }
}

/// <summary>A login of two steps, between them.</summary>
internal abstract record PendingLogin
{
    public sealed record Otp(UserAccount User, int TriesLeft) : PendingLogin;

    public sealed record Scram(ScramExchange Exchange, ApiKey Key, UserAccount User) : PendingLogin;
}

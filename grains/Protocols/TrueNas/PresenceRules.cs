using NasOrleans.Systems.Connections;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Protocols.TrueNas;

/// <summary>What the answer to a probe, or its lack, says of whether a NAS is up.</summary>
internal static class PresenceRules
{
    public static NasPresence OfState(NasState state, bool saidGoodbye) => state switch
    {
        _ when saidGoodbye => new NasPresence { Presence = Presence.ShuttingDown },
        NasState.ShuttingDown => new NasPresence { Presence = Presence.ShuttingDown },
        NasState.Ready or NasState.Booting => new NasPresence { Presence = Presence.Up },
        _ => new NasPresence { Presence = Presence.Unclear, Answers = true },
    };

    /// <summary>It answered with an error. One that is busy, or whose middleware is away, may tell in a moment; the others will not.</summary>
    public static NasPresence OfRefusal(LinkException exception, TransportMode mode, bool saidGoodbye) => saidGoodbye
        ? new NasPresence { Presence = Presence.ShuttingDown }
        : new NasPresence
        {
            Presence = Presence.Unclear,
            Answers = exception.Fault.Error switch
            {
                LinkError.Busy or LinkError.Connection or LinkError.Timeout => false,
                // Over REST it may be a web server alone that says this.
                LinkError.Protocol => mode != TransportMode.Rest,
                _ => true,
            },
        };

    /// <summary>
    /// There is no session to be had. Dark is what nobody answers for at the address, or hangs up on before a word was said, as
    /// a forwarder does whose NAS is gone; a fault on our own side says nothing of the NAS.
    /// </summary>
    public static Presence OfLoss(LinkFault fault, bool isOurs) => fault switch
    {
        _ when isOurs => Presence.Unclear,
        { Stage: LinkStage.Tcp, Error: LinkError.Connection or LinkError.Timeout } => Presence.Dark,
        { Stage: LinkStage.Tls, Error: LinkError.Connection } => Presence.Dark,
        _ => Presence.Unclear,
    };
}

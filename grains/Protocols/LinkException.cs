using NasOrleans.Systems.Connections;

namespace NasOrleans.Protocols;

/// <summary>Carries a fault from where it happened to the edge of a protocol, where it becomes a value.</summary>
internal sealed class LinkException(LinkFault fault, Exception? inner = null) : Exception(fault.Message, inner)
{
    public LinkException(LinkError error, LinkStage stage, string message, Exception? inner = null)
        : this(new LinkFault { Error = error, Stage = stage, Message = message }, inner)
    {
    }

    public LinkFault Fault { get; } = fault;

    /// <summary>Nothing of it has left this machine.</summary>
    public bool NotSent { get; init; }

    /// <summary>The method is not there, as opposed to: it failed.</summary>
    public bool NoSuchMethod { get; init; }

    /// <summary>The NAS wants a login first; it has not done what was asked.</summary>
    public bool NotLoggedIn { get; init; }

    /// <summary>The NAS itself said no.</summary>
    public bool Answered { get; init; }
}

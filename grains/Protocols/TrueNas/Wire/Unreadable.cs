using NasOrleans.Systems.Connections;

namespace NasOrleans.Protocols.TrueNas.Wire;

internal static class Unreadable
{
    /// <summary>An answer came, in a form that its reader does not know.</summary>
    public static LinkException Of(string method, Exception exception) => exception as LinkException
        ?? new LinkException(LinkError.Protocol, LinkStage.Read, $"The NAS answered {method} in a form that is not known here: {exception.Message}", exception) { Answered = true };
}

using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using NasOrleans.Power.Sources;

namespace NasOrleans.Protocols.PowerProbe;

/// <summary>What went wrong, as one of the kinds that there are, and in words.</summary>
internal static class ProbeFaults
{
    public static ContactFault Of(ContactFaultKind kind, string message) => new() { Kind = kind, Message = message };

    public static ContactFault Late(ProbeConfig probe) => Of(ContactFaultKind.Timeout, $"{probe.Target} did not answer, or not to the end, within {probe.Timeout.TotalSeconds:0.#} s.");

    public static ContactFault Of(string target, Exception exception)
    {
        if (Inside<SocketException>(exception) is { } socket) return Of(target, socket);
        return exception switch
        {
            LinkException link => Of(ContactFaultKind.Tls, link.Message),
            HttpRequestException http => Of(target, http.HttpRequestError, exception),
            HttpIOException http => Of(target, http.HttpRequestError, exception),
            AuthenticationException => Of(ContactFaultKind.Tls, $"{target} cannot be spoken with over TLS: {Why(exception)}"),
            IOException => Of(ContactFaultKind.Broken, $"The connection with {target} broke: {Why(exception)}"),
            _ => Of(ContactFaultKind.Protocol, $"{target} could not be checked: {Why(exception)}"),
        };
    }

    private static ContactFault Of(string target, HttpRequestError error, Exception exception) => error switch
    {
        HttpRequestError.SecureConnectionError => Of(ContactFaultKind.Tls, $"{target} cannot be spoken with over TLS: {Why(exception)}"),
        HttpRequestError.NameResolutionError => Of(ContactFaultKind.Dns, $"The name in {target} cannot be looked up."),
        HttpRequestError.ConnectionError => Of(ContactFaultKind.Unreachable, $"{target} cannot be reached: {Why(exception)}"),
        HttpRequestError.ResponseEnded => Of(ContactFaultKind.Broken, $"{target} ended the connection before its answer was whole."),
        HttpRequestError.Unknown when exception is IOException || Inside<IOException>(exception) is not null => Of(ContactFaultKind.Broken, $"The connection with {target} broke: {Why(exception)}"),
        _ => Of(ContactFaultKind.Protocol, $"What {target} answers is not HTTP: {Why(exception)}"),
    };

    private static ContactFault Of(string target, SocketException socket) => socket.SocketErrorCode switch
    {
        SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery => Of(ContactFaultKind.Dns, $"The name in {target} cannot be looked up."),
        SocketError.ConnectionRefused => Of(ContactFaultKind.Refused, $"{target} is there and refuses the connection."),
        SocketError.TimedOut => Of(ContactFaultKind.Timeout, $"{target} does not answer."),
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown or SocketError.NetworkDown or SocketError.AddressNotAvailable or SocketError.AccessDenied
            => Of(ContactFaultKind.Unreachable, $"{target} cannot be reached: {socket.SocketErrorCode}."),
        _ => Of(ContactFaultKind.Broken, $"The connection with {target} broke: {socket.SocketErrorCode}."),
    };

    private static T? Inside<T>(Exception? exception) where T : Exception
    {
        for (; exception is not null; exception = exception.InnerException)
            if (exception is T found) return found;
        return null;
    }

    // The innermost one knows; those around it say that something happened.
    private static string Why(Exception exception) => exception.GetBaseException().Message;
}

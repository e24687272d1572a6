using System.Net.Sockets;

namespace NasOrleans.Protocols.Nut.Wire;

/// <summary>What goes wrong on the way, in words.</summary>
internal static class WireFaults
{
    public static NutFault Closed(string host) => new(NutError.Closed, $"The NUT server at {host} closed the connection.");

    public static NutFault Silent(string host, TimeSpan limit) => new(NutError.Timeout, $"The NUT server at {host} has not answered within {limit.TotalSeconds:0.#} s; the connection is given up.");

    public static NutFault Crowded(string host, TimeSpan limit) => new(NutError.Timeout, $"The NUT server at {host} is too slow: the question could not be sent within {limit.TotalSeconds:0.#} s.");

    public static NutFault Garbled(string host, string what) => new(NutError.Protocol, $"{host} does not speak the NUT protocol as it must, so the connection is given up. {what}");

    public static NutFault NoText(string variable) => new(NutError.Protocol, $"The value of {variable} is no text.") { Answered = true };

    public static NutFault Left() => new(NutError.Closed, "We closed the connection.");

    public static NutFault Unsayable(string what) => new(NutError.Unsayable, $"{what} cannot be said in the NUT protocol; nothing was sent.");

    public static NutFault OfName(string host, SocketException exception) => new(NutError.Dns, exception.SocketErrorCode == SocketError.TryAgain
        ? $"The name {host} could not be looked up: the name server does not answer."
        : $"The name {host} is not known.");

    public static NutFault OfSocket(string host, int port, SocketException exception) => exception.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => new(NutError.Refused, $"{host} refuses connections on port {port}: no NUT server runs there."),
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => new(NutError.Reset, $"The NUT server at {host} broke the connection off."),
        SocketError.TimedOut => new(NutError.Timeout, $"{host} does not answer on port {port}."),
        SocketError.HostUnreachable or SocketError.HostDown or SocketError.NetworkUnreachable or SocketError.NetworkDown =>
            new(NutError.Unreachable, $"{host} cannot be reached: it is off, or there is no way to it."),
        _ => new(NutError.Unreachable, $"{host} cannot be reached on port {port} ({exception.SocketErrorCode})."),
    };

    public static NutFault OfStream(string host, int port, Exception exception) =>
        exception.GetBaseException() is SocketException socket ? OfSocket(host, port, socket) : new(NutError.Reset, $"The connection to {host} broke: {exception.GetBaseException().Message}");

    public static NutFault NoTls(string host, NutFault? answer) => new(NutError.Tls, answer is null
        ? $"{host} and we found no common TLS."
        : $"The NUT server at {host} offers no TLS. {answer.Message} Nothing is sent to it in the open.");
}

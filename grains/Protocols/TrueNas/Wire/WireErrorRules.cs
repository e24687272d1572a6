using NasOrleans.Systems.Connections;

namespace NasOrleans.Protocols.TrueNas.Wire;

/// <summary>What the numbers mean that a NAS says no with: JSON-RPC codes, errnos, HTTP status codes, close codes of a websocket.</summary>
internal static class WireErrorRules
{
    private const int MaxReason = 400;

    /// <summary>An error of JSON-RPC; errno and reason come from its data, when there is any.</summary>
    public static LinkException OfCode(string method, int code, int? errno, string? reason) => code switch
    {
        -32601 => NoMethod(method),
        -32602 => No(LinkError.Validation, method, $"The NAS does not take {method} like this: {Clean(reason)}"),
        -32000 => No(LinkError.Busy, method, "The NAS has too many calls of ours under way. Try again in a moment."),
        -32001 when errno is { } number => OfErrno(method, number, reason),
        -32700 or -32600 => No(LinkError.Protocol, method, $"The NAS did not understand {method} as a message ({code})."),
        _ => No(LinkError.Protocol, method, $"The NAS failed inside of {method} ({code}): {Clean(reason)}"),
    };

    public static LinkException OfErrno(string method, int errno, string? reason)
    {
        var text = Clean(reason);
        return errno switch
        {
            207 => NotLoggedIn(),
            13 when Says(reason, "Not authenticated") || Says(reason, "expired") => NotLoggedIn(),
            1 or 13 => No(LinkError.Permission, method, $"The login may not call {method}. Give its user a role that may.", somebody: true),
            16 when Says(reason, "Rate Limit") => No(LinkError.Busy, method, "The NAS takes no more logins from this address for a minute: there were too many."),
            16 => No(LinkError.Busy, method, $"The NAS is busy: {text}"),
            109 => No(LinkError.Busy, method, "The NAS has too many calls of ours under way. Try again in a moment."),
            2 or 11 or 22 or 205 => No(LinkError.Validation, method, $"The NAS does not take {method} like this: {text}"),
            95 => No(LinkError.Unsupported, method, $"The NAS has barred {method}: {text}"),
            103 or 104 or 204 => No(LinkError.Connection, method, $"The NAS lost its other half during {method}: {text}"),
            110 => No(LinkError.Timeout, method, $"The NAS ran out of time in {method}: {text}"),
            201 => NoMethod(method),
            208 => No(LinkError.Tls, method, $"The NAS does not believe a certificate: {text}"),
            209 or 210 => No(LinkError.Busy, method, $"The NAS cannot do {method} now: {text}"),
            _ => No(LinkError.Protocol, method, $"The NAS failed in {method} (errno {errno}): {text}"),
        };
    }

    public static LinkException OfStatus(string method, int status, string? text, string? location = null) => status switch
    {
        401 => NotLoggedIn(),
        403 => No(LinkError.Permission, method, $"The login may not call {method}. Give its user a role that may.", somebody: true),
        404 when Says(text, "message") => No(LinkError.Validation, method, $"The NAS does not find what {method} asks for."),
        404 or 405 => NoMethod(method),
        400 or 422 => No(LinkError.Validation, method, $"The NAS does not take {method} like this: {Clean(text)}"),
        429 => No(LinkError.Busy, method, "The NAS has had too many calls of ours. Try again in a moment."),
        502 or 503 or 504 => No(LinkError.Connection, method, $"The web server of the NAS answers, its middleware does not ({status}): it is starting, stopping or stuck."),
        >= 300 and < 400 when location?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) == true =>
            No(LinkError.Protocol, method, "The NAS answers plain HTTP by sending us to HTTPS. Switch HTTPS on for this connection.", somebody: true),
        >= 300 and < 400 => No(LinkError.Protocol, method, $"The NAS sends us to {Clean(location)} instead of answering. Is this the address of a TrueNAS?"),
        _ => No(LinkError.Protocol, method, $"The NAS failed in {method} (HTTP {status})."),
    };

    /// <summary>A websocket was closed; no code when it broke.</summary>
    public static LinkFault OfClose(string host, int? code, string? text) => code switch
    {
        1008 => Fault(LinkError.Permission, LinkStage.Protocol, $"{host} does not take connections from this address. Look at its list of allowed addresses.", somebody: true),
        1003 or 1007 => Fault(LinkError.Protocol, LinkStage.Protocol, $"{host} closed the session over a message that it does not take ({code}): {Clean(text)}"),
        1009 => Fault(LinkError.Protocol, LinkStage.Protocol, $"{host} closed the session over a message that is too long for it: {Clean(text)}"),
        1011 => Fault(LinkError.Protocol, LinkStage.Protocol, $"{host} closed the session because of a fault of its own: {Clean(text)}"),
        null => Fault(LinkError.Connection, LinkStage.Read, $"The connection to {host} broke."),
        _ => Fault(LinkError.Connection, LinkStage.Read, $"{host} closed the session ({code})."),
    };

    public static LinkException NotLoggedIn() =>
        new(Fault(LinkError.Auth, LinkStage.Auth, "The NAS does not know our session any more: it has expired, or its key was withdrawn.")) { NotLoggedIn = true, Answered = true };

    private static LinkException NoMethod(string method) =>
        new(Fault(LinkError.Unsupported, LinkStage.Read, $"This release has no {method}.")) { NoSuchMethod = true, Answered = true };

    private static LinkException No(LinkError error, string method, string message, bool somebody = false) =>
        new(Fault(error, Stage(error, method), message, somebody)) { Answered = true };

    private static LinkStage Stage(LinkError error, string method) =>
        error == LinkError.Permission ? LinkStage.Permission : method.StartsWith("auth.", StringComparison.Ordinal) ? LinkStage.Auth : LinkStage.Read;

    private static LinkFault Fault(LinkError error, LinkStage stage, string message, bool somebody = false) =>
        new() { Error = error, Stage = stage, Message = message, NeedsSomebody = somebody };

    private static bool Says(string? text, string part) => text?.Contains(part, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>One line without the name of the errno in front, and not too long.</summary>
    private static string Clean(string? text)
    {
        var line = string.Join(' ', (text ?? "").Split(['\r', '\n', '\t', ' '], StringSplitOptions.RemoveEmptyEntries));
        if (line.StartsWith('[') && line.IndexOf("] ", StringComparison.Ordinal) is > 0 and < 30 and var end) line = line[(end + 2)..];
        return line.Length == 0 ? "it gives no reason" : line.Length > MaxReason ? line[..MaxReason] + "…" : line;
    }
}

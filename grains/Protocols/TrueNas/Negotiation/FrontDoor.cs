using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using NasOrleans.Protocols.TrueNas.Dialing;
using NasOrleans.Protocols.TrueNas.Wire;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Protocols.TrueNas.Negotiation;

/// <summary>The web server of a NAS: what can be asked of it before a login.</summary>
internal sealed class FrontDoor(SocketsHttpHandler handler, string host, int port, bool tls, TimeProvider time)
{
    public const string RestRoot = "/api/v2.0";
    private const int MaxAnswer = 64 * 1024;
    private const string NoJson = "something that is not JSON";

    public HttpMessageInvoker Invoker { get; } = new(handler, disposeHandler: false);

    public string HostHeader { get; } = port == (tls ? 443 : 80) ? Bracketed(host) : $"{Bracketed(host)}:{port}";

    /// <summary>TLS is below what this scheme speaks of.</summary>
    public Uri Address(string scheme, string path) => new($"{scheme}://{Bracketed(host)}:{port}{path}");

    /// <summary>The endpoints that the NAS names; none for a release that knows no JSON-RPC.</summary>
    public Task<VersionAnswer> VersionsAsync(CancellationToken cancellationToken) => AskAsync("/api/versions", async (answer, token) =>
    {
        var status = (int)answer.StatusCode;
        if (status is 502 or 503 or 504 || SendsToHttps(answer))
            throw new LinkException(WireErrorRules.OfStatus("/api/versions", status, null, answer.Headers.Location?.OriginalString).Fault with { Stage = LinkStage.Protocol });
        if (answer.StatusCode != HttpStatusCode.OK) return new VersionAnswer([], Note(answer));
        return Names(await BodyAsync(answer, token)) is { Length: > 0 } names ? new VersionAnswer(names, "") : new VersionAnswer([], NoJson);
    }, cancellationToken);

    /// <summary>Whether REST is there: it asks for a login.</summary>
    public Task<(bool There, string Note)> HasRestAsync(CancellationToken cancellationToken) => AskAsync(
        $"{RestRoot}/system/version", (answer, _) => Task.FromResult((answer.StatusCode == HttpStatusCode.Unauthorized, Note(answer))), cancellationToken);

    public async Task<T> AskAsync<T>(string path, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await Stages.WithinAsync(LinkStage.Protocol, Stages.Protocol, $"{host} took the connection and does not answer HTTP.", time, async token =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, Address("http", path));
                request.Headers.Host = HostHeader;
                using var answer = await Invoker.SendAsync(request, token);
                return await read(answer, token);
            }, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw DialErrors.Unwrapped(exception, LinkStage.Protocol, host);
        }
    }

    private static async Task<byte[]> BodyAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[MaxAnswer];
        var length = await body.ReadAtLeastAsync(buffer, MaxAnswer, throwOnEndOfStream: false, cancellationToken);
        return buffer[..length];
    }

    private static ImmutableArray<string> Names(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return [.. document.RootElement.Items().Where(name => name.ValueKind == JsonValueKind.String).Select(name => name.GetString()!)];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static string Note(HttpResponseMessage answer) => answer.Headers.Location is { } location
        ? $"HTTP {(int)answer.StatusCode} to {location.OriginalString}"
        : answer.Content.Headers.ContentType?.MediaType is "text/html" ? $"HTTP {(int)answer.StatusCode} with a page of HTML" : $"HTTP {(int)answer.StatusCode}";

    private bool SendsToHttps(HttpResponseMessage answer) =>
        !tls && answer.Headers.Location?.OriginalString.StartsWith("https:", StringComparison.OrdinalIgnoreCase) == true;

    private static string Bracketed(string name) => name.Contains(':') && !name.StartsWith('[') ? $"[{name}]" : name;
}

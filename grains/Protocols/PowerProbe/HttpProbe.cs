using System.Net;
using System.Net.Http;
using System.Text;
using NasOrleans.Power.Sources;
using NasOrleans.Protocols.Trust;
using NasOrleans.Secrets;

namespace NasOrleans.Protocols.PowerProbe;

/// <summary>Asks for a page once, over a connection of its own: one that was kept might be with a host that is long dark.</summary>
internal static class HttpProbe
{
    private const int MostOfBody = 64 * 1024;

    public static async Task<ContactFault?> CheckAsync(ProbeConfig probe, Secret authorization, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(probe.Target, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")) return ProbeFaults.Of(ContactFaultKind.Protocol, $"'{probe.Target}' is not an http or https URL.");
        var trust = new CertificateTrust(new TrustTerms("the probed server", uri.IdnHost, probe.Trust, probe.Fingerprint, probe.Authority));
        using var request = Request(probe, uri, authorization, out var unsendable);
        if (unsendable is not null) return ProbeFaults.Of(ContactFaultKind.Protocol, $"The header {unsendable} cannot be sent: it is one of a body, or holds what no header may hold.");
        try
        {
            using var client = Client(trust, uri);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!response.IsSuccessStatusCode) return BadAnswer(probe, response);
            if (probe.Match is null && probe.JsonPath is null) return null;
            var (body, isWhole) = await BodyAsync(response.Content, cancellationToken);
            return BodyRules.Doubt(probe, body, isWhole) is { } doubt ? ProbeFaults.Of(ContactFaultKind.NoMatch, doubt) : null;
        }
        catch (HttpRequestException) when (trust.Doubt is not null)
        {
            return ProbeFaults.Of(ContactFaultKind.Tls, trust.Doubt);
        }
    }

    private static HttpClient Client(CertificateTrust trust, Uri uri)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            // A proxy would answer for a host that is gone.
            UseProxy = false,
            MaxResponseDrainSize = 0,
        };
        // Only there, so that an authority which is none does no harm where none is asked for.
        if (uri.Scheme == "https") handler.SslOptions = trust.Options();
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private static HttpRequestMessage Request(ProbeConfig probe, Uri uri, Secret authorization, out string? unsendable)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, uri);
        request.Headers.ConnectionClose = true;
        unsendable = null;
        foreach (var header in probe.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(header.Name, header.Value)) unsendable = header.Name;
        }

        if (!request.Headers.Contains("User-Agent")) request.Headers.TryAddWithoutValidation("User-Agent", "NasOrleans");
        if (authorization.IsEmpty) return request;
        request.Headers.Remove("Authorization");
        // A line break in it would be sent as one, and what follows it as a header of its own.
        if (authorization.Reveal().Any(char.IsControl) || !request.Headers.TryAddWithoutValidation("Authorization", authorization.Reveal())) unsendable = "Authorization";
        return request;
    }

    private static ContactFault BadAnswer(ProbeConfig probe, HttpResponseMessage response)
    {
        var what = $"{probe.Target} answers {(int)response.StatusCode} {response.StatusCode}";
        return ProbeFaults.Of(ContactFaultKind.BadAnswer, response.StatusCode is >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest
            ? $"{what} and points to {response.Headers.Location?.ToString() ?? "nowhere"}: redirects are not followed, give the address where it leads."
            : $"{what}, and not one of the 200s.");
    }

    private static async Task<(string Body, bool IsWhole)> BodyAsync(HttpContent content, CancellationToken cancellationToken)
    {
        // One byte more shows that there is more.
        var buffer = new byte[MostOfBody + 1];
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return (EncodingOf(content).GetString(buffer, 0, Math.Min(read, MostOfBody)).TrimStart('\uFEFF'), read <= MostOfBody);
    }

    private static Encoding EncodingOf(HttpContent content)
    {
        try
        {
            return content.Headers.ContentType?.CharSet is { } named ? Encoding.GetEncoding(named.Trim('"')) : Encoding.UTF8;
        }
        catch (ArgumentException)
        {
            // An encoding that nobody knows; what is looked for is in most of them written as in this one.
            return Encoding.UTF8;
        }
    }
}

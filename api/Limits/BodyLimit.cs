using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;
using NasOrleans.Api.Errors;

namespace NasOrleans.Api.Limits;

/// <summary>
/// Refuses a body that says it is too large. It is read to its end and thrown away, within reason: a client that is cut off
/// while it sends sees a broken connection instead of the answer.
/// </summary>
internal static class BodyLimit
{
    private const long ReadAway = 64 << 20;

    public static IApplicationBuilder UseBodyLimit(this IApplicationBuilder app)
    {
        var usual = app.ApplicationServices.GetRequiredService<IOptions<ApiOptions>>().Value.MaxBodyBytes;
        return app.Use((http, next) => LimitOf(http, usual) is var limit && http.Request.ContentLength > limit ? Refuse(http, limit) : next(http));
    }

    // Some routes take less; the server itself counts a body that does not say how long it is.
    private static long LimitOf(HttpContext http, long usual) =>
        http.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize ?? usual;

    private static async Task Refuse(HttpContext http, long limit)
    {
        var asksFirst = http.Request.Headers.Expect.Count > 0;
        if (!asksFirst && http.Request.ContentLength <= ReadAway && http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = ReadAway;
            await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
        }
        else
        {
            http.Response.Headers.Connection = "close";
        }

        await Problem.TooLarge.WriteAsync(http, $"A body may have {limit} bytes.");
    }
}

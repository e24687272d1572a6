using System.Text;
using Microsoft.Net.Http.Headers;
using NasOrleans.Api.Errors;

namespace NasOrleans.Api.Limits;

/// <summary>Settles the form of a request before anything reads it.</summary>
internal static class RequestForm
{
    /// <summary>Whoever may GET may ask for the head of it; the server leaves out the body by itself.</summary>
    public static IApplicationBuilder UseHeadAsGet(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (HttpMethods.IsHead(http.Request.Method)) http.Request.Method = HttpMethods.Get;
        return next(http);
    });

    /// <summary>Bodies are UTF-8; the framework fails on a charset that it does not know.</summary>
    public static IApplicationBuilder UseUtf8Only(this IApplicationBuilder app) => app.Use((http, next) =>
        MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) && type.Charset.HasValue && !Encoding.UTF8.WebName.Equals(HeaderUtilities.RemoveQuotes(type.Charset).Value, StringComparison.OrdinalIgnoreCase)
            ? Problem.Of(StatusCodes.Status415UnsupportedMediaType).WriteAsync(http)
            : next(http));
}

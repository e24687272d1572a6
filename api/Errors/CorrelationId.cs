namespace NasOrleans.Api.Errors;

/// <summary>Gives each request an id that is in its log lines, its audit entry, its problem and its answer.</summary>
internal static class CorrelationId
{
    public const string Header = "X-Correlation-Id";

    private const int MaxLength = 64;

    public static IApplicationBuilder UseCorrelationId(this IApplicationBuilder app)
    {
        var logger = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger("NasOrleans.Api");
        return app.Use(async (http, next) =>
        {
            var id = Sane(http.Request.Headers[Header]) ?? Guid.NewGuid().ToString("N");
            http.TraceIdentifier = id;
            http.Response.OnStarting(() =>
            {
                http.Response.Headers[Header] = id;
                return Task.CompletedTask;
            });
            using (logger.BeginScope(new Dictionary<string, object> { ["CorrelationId"] = id })) await next(http);
        });
    }

    // What the caller sends ends up in logs: only what cannot be mistaken for anything else is taken over.
    private static string? Sane(string? given) =>
        given is { Length: > 0 and <= MaxLength } && given.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') ? given : null;
}

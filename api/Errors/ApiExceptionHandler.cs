using Microsoft.AspNetCore.Diagnostics;

namespace NasOrleans.Api.Errors;

/// <summary>The one place where an exception becomes an answer.</summary>
internal sealed partial class ApiExceptionHandler(ILogger<ApiExceptionHandler> logger) : IExceptionHandler
{
    private const int ClientClosedRequest = 499;

    public async ValueTask<bool> TryHandleAsync(HttpContext http, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && http.RequestAborted.IsCancellationRequested)
        {
            http.Response.StatusCode = ClientClosedRequest;
            return true;
        }

        var (problem, detail, retryAfter) = Fault.Of(exception, http.Request.IsCommand);
        if (problem.Status == StatusCodes.Status500InternalServerError) LogUnhandled(http.Request.Method, http.Request.Path, exception);
        else if (problem.Status > 500) LogUnavailable(http.Request.Method, http.Request.Path, problem.Name, exception.Message);

        if (retryAfter is { TotalSeconds: var seconds }) http.Response.Headers.RetryAfter = $"{seconds:0}";
        // What is left of a body that was refused would be read as the next request.
        if (problem == Problem.TooLarge) http.Response.Headers.Connection = "close";
        await problem.WriteAsync(http, detail);
        return true;
    }

    [LoggerMessage(LogEvents.Unhandled, LogLevel.Error, "{Method} {Path} failed")]
    private partial void LogUnhandled(string method, string path, Exception exception);

    [LoggerMessage(LogEvents.Unavailable, LogLevel.Warning, "{Method} {Path} was answered with {Problem}: {Reason}")]
    private partial void LogUnavailable(string method, string path, string problem, string reason);
}

using System.Net.Mime;
using NasOrleans.Api.Connections;

namespace NasOrleans.Api.Errors;

/// <summary>Writes every problem the same way, whatever the caller says it accepts, and with the correlation id.</summary>
internal sealed class ProblemWriter : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var (http, problem) = (context.HttpContext, context.ProblemDetails);
        var kind = Problem.Of(problem.Status ?? http.Response.StatusCode);
        problem.Status ??= kind.Status;
        problem.Title ??= kind.Title;
        problem.Type ??= kind.Type;
        ConnectionProblems.Complete(http, problem);
        problem.Extensions["correlationId"] = http.TraceIdentifier;
        await http.Response.WriteAsJsonAsync(problem, options: null, MediaTypeNames.Application.ProblemJson, http.RequestAborted);
    }
}

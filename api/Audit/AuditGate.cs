using NasOrleans.Api.Errors;

namespace NasOrleans.Api.Audit;

/// <summary>Stands before every change: while the audit cannot be written nothing is changed.</summary>
internal sealed class AuditGate(AuditTrail trail) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        return http.Request.IsCommand && !await trail.IsWritableAsync(http.RequestAborted)
            ? Problem.AuditUnavailable.With("The history database does not take entries. Nothing was changed.")
            : await next(context);
    }
}

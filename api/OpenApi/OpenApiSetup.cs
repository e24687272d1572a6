using Microsoft.OpenApi;
using NasOrleans.Api.Security;

namespace NasOrleans.Api.OpenApi;

/// <summary>The API's description of itself.</summary>
internal static class OpenApiSetup
{
    private const string Document = "v1";

    public static IServiceCollection AddNasOpenApi(this IServiceCollection services) => services.AddOpenApi(Document, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer<DocumentInfo>();
        options.AddOperationTransformer<OperationInfo>();
        options.AddSchemaTransformer<MomentSchemas>();
        options.AddSchemaTransformer<WireSchemas>();
    });

    public static IEndpointConventionBuilder MapNasOpenApi(this IEndpointRouteBuilder routes) =>
        routes.MapOpenApi("/openapi/{documentName}.json").RequireAuthorization(Policies.Viewer);
}

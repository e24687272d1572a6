using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using NasOrleans.Api.Security.Keys;
using NasOrleans.Api.Security.Sessions;

namespace NasOrleans.Api.OpenApi;

/// <summary>Title, the ways to authenticate, and the shape of a problem.</summary>
internal sealed class DocumentInfo : IOpenApiDocumentTransformer
{
    public const string Problem = "Problem";
    public const string Session = "session";
    public const string Bearer = "bearer";
    public const string KeyHeader = "apiKey";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new()
        {
            Title = "NasOrleans",
            Version = "v1",
            Description = "The control plane of NAS fleets and the power that feeds them. Errors are problems (RFC 9457) with a stable type. "
                + "One handler serves both names where other tools know a route under another: /api/truenas/connections is /api/v1/connections, "
                + "/api/resources is /api/v2/resources (its list also shows the shape of before), /systems, /alerts and /events are those under /api/v1.",
        };
        document.Servers = [];
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [Session] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = SessionCookie.Name, Description = "From POST /api/v1/session; changes need the header X-Nas-Csrf as well." },
            [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key, nas_id_secret." },
            [KeyHeader] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = ApiKeyHandler.Header, Description = "An API key, nas_id_secret." },
        };
        document.AddComponent(Problem, new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "RFC 9457",
            Required = new HashSet<string>(StringComparer.Ordinal) { "type", "title", "status", "correlationId" },
            Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
            {
                ["type"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uri" },
                ["title"] = new OpenApiSchema { Type = JsonSchemaType.String },
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
                ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String },
                ["correlationId"] = new OpenApiSchema { Type = JsonSchemaType.String },
                ["error"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "On connections: the detail again" },
                ["code"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "On connections: the kind, as Pulse words it" },
                ["errors"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
                },
            },
        });
        return Task.CompletedTask;
    }
}

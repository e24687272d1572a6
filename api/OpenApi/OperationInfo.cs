using System.Net.Mime;
using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using NasOrleans.Api.Live;

namespace NasOrleans.Api.OpenApi;

/// <summary>What every operation has: an id, who may call it, and problems for answers that are none.</summary>
internal sealed class OperationInfo : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<MethodInfo>().FirstOrDefault() is { DeclaringType: { } api } handler)
            operation.OperationId = char.ToLowerInvariant(api.Name[0]) + api.Name[1..].Replace("Api", "", StringComparison.Ordinal) + handler.Name;

        if (!metadata.OfType<IAllowAnonymous>().Any())
        {
            operation.Description = $"Role: {string.Join(", ", metadata.OfType<IAuthorizeData>().Select(data => data.Policy))}";
            operation.Security = [Demand(DocumentInfo.Session), Demand(DocumentInfo.Bearer), Demand(DocumentInfo.KeyHeader)];
        }

        operation.Responses ??= [];
        if (metadata.OfType<FeedOffered>().Any() && operation.Responses["200"].Content is { } answers)
            answers[FeedResult.ContentType] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };

        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "A problem",
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                [MediaTypeNames.Application.ProblemJson] = new() { Schema = new OpenApiSchemaReference(DocumentInfo.Problem, context.Document) },
            },
        };
        return Task.CompletedTask;

        OpenApiSecurityRequirement Demand(string scheme) => new() { [new OpenApiSecuritySchemeReference(scheme, context.Document)] = [] };
    }
}

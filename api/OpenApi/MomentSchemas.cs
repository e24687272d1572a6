using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace NasOrleans.Api.OpenApi;

/// <summary>Moments are written by our own converter, of which the generator cannot know what it writes.</summary>
internal sealed class MomentSchemas : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo.Type;
        if ((Nullable.GetUnderlyingType(type) ?? type) == typeof(DateTimeOffset))
        {
            schema.Type = type == typeof(DateTimeOffset) ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
            schema.Format = "date-time";
        }

        return Task.CompletedTask;
    }
}

using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using NasOrleans.Power;
using NasOrleans.Systems;

namespace NasOrleans.Api.OpenApi;

/// <summary>Durations and ids are written by converters of ours, too.</summary>
internal sealed class WireSchemas : IOpenApiSchemaTransformer
{
    private static readonly HashSet<Type> Ids = [typeof(PowerSourceId), typeof(PowerGroupId), typeof(SystemId)];

    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        var orNull = type == context.JsonTypeInfo.Type ? default : JsonSchemaType.Null;
        if (type == typeof(TimeSpan)) (schema.Type, schema.Description) = (JsonSchemaType.Number | orNull, schema.Description ?? "In seconds");
        else if (Ids.Contains(type)) (schema.Type, schema.Pattern) = (JsonSchemaType.String | orNull, "^[a-z0-9][a-z0-9._-]{0,63}$");
        return Task.CompletedTask;
    }
}

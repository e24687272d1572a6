using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using NasOrleans.Api.Power.Wire;

namespace NasOrleans.Api;

/// <summary>One JSON for the whole surface: camelCase, enums as words, UTC with a Z, nothing that we do not know.</summary>
internal sealed class ApiJson(IOptions<ApiOptions> options) : IConfigureOptions<JsonOptions>
{
    public void Configure(JsonOptions json) => Apply(json.SerializerOptions, options.Value.MaxJsonDepth);

    private static void Apply(JsonSerializerOptions json, int maxDepth)
    {
        json.MaxDepth = maxDepth;
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        json.AllowDuplicateProperties = false;
        json.NumberHandling = JsonNumberHandling.Strict;
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        json.Converters.Add(new UtcConverter());
        PowerJson.Apply(json);
    }

    private sealed class UtcConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            reader.GetDateTimeOffset().ToUniversalTime();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime);
    }
}

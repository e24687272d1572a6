using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using NasOrleans.Power;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Systems;

namespace NasOrleans.Api.Power.Wire;

/// <summary>
/// Configurations of power are read and shown as the contract has them, with ids as text and durations as numbers of seconds, whose
/// names say so. What must be there is not asked of the parser: it would tell of one thing at a time, and <see cref="Gaps"/> tell of all.
/// </summary>
internal static class PowerJson
{
    public static void Apply(JsonSerializerOptions json)
    {
        json.Converters.Add(new SecondsConverter());
        json.Converters.Add(new IdConverter<PowerSourceId>(PowerSourceId.TryParse, id => id.Value));
        json.Converters.Add(new IdConverter<PowerGroupId>(PowerGroupId.TryParse, id => id.Value));
        json.Converters.Add(new IdConverter<SystemId>(SystemId.TryParse, id => id.Value));
        json.TypeInfoResolver = (json.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(Shape);
    }

    private static void Shape(JsonTypeInfo info)
    {
        if (info.Kind != JsonTypeInfoKind.Object || !WireNames.IsPower(info.Type)) return;
        foreach (var property in info.Properties)
        {
            property.IsRequired = false;
            if (WireNames.IsDuration(property.PropertyType)) property.Name += WireNames.Seconds;
            // A step is of one kind; that it is none of the eleven others is not worth a line each.
            if (info.Type == typeof(StepConfig)) property.ShouldSerialize = (_, value) => value is not null;
        }
    }

    private delegate bool TryParse<T>(string? text, out T id);

    private sealed class IdConverter<T>(TryParse<T> parse, Func<T, string> show) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType is JsonTokenType.String && parse(reader.GetString(), out var id) ? id : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(show(value));
    }
}

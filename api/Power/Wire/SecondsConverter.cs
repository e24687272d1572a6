using System.Text.Json;
using System.Text.Json.Serialization;

namespace NasOrleans.Api.Power.Wire;

/// <summary>A duration as a number of seconds.</summary>
internal sealed class SecondsConverter : JsonConverter<TimeSpan>
{
    private const double Most = 10 * 366 * 86400d;

    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.Number && reader.TryGetDouble(out var seconds) && Math.Abs(seconds) <= Most
            ? TimeSpan.FromSeconds(seconds)
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(Math.Round(value.TotalSeconds, 3));
}

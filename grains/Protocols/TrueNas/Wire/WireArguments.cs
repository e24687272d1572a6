using System.Buffers;
using System.Text;
using System.Text.Json;

namespace NasOrleans.Protocols.TrueNas.Wire;

/// <summary>Arguments of a call as a JSON list.</summary>
internal static class WireArguments
{
    public static string Of(string text) => Written(json => json.WriteStringValue(text));

    public static string Of(string first, string second) => Written(json =>
    {
        json.WriteStringValue(first);
        json.WriteStringValue(second);
    });

    /// <summary>One object of texts.</summary>
    public static string Of(params ReadOnlySpan<(string Name, string Value)> fields)
    {
        var pairs = fields.ToArray();
        return Written(json =>
        {
            json.WriteStartObject();
            foreach (var (name, value) in pairs) json.WriteString(name, value);
            json.WriteEndObject();
        });
    }

    public static string Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            write(json);
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace NasOrleans.Secrets;

/// <summary>A password or key in the open. It shows itself to nobody but the caller of <see cref="Reveal"/>: text, JSON and logs get the mask.</summary>
[GenerateSerializer, Immutable, Alias("nas.secret"), JsonConverter(typeof(MaskingConverter))]
public readonly struct Secret(string? value) : IEquatable<Secret>
{
    public const string Mask = "********";

    [Id(0)] private readonly string? _value = value;

    public bool IsEmpty => string.IsNullOrEmpty(_value);

    public string Reveal() => _value ?? "";

    /// <summary>What holds after a form came back: nothing or the mask keeps this secret, an empty text removes it, any other replaces it.</summary>
    public Secret WrittenOver(string? written) => written is null or Mask ? this : new Secret(written);

    public bool Equals(Secret other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Reveal()), Encoding.UTF8.GetBytes(other.Reveal()));

    public override bool Equals(object? obj) => obj is Secret other && Equals(other);

    public override int GetHashCode() => Reveal().GetHashCode(StringComparison.Ordinal);

    public override string ToString() => IsEmpty ? "" : Mask;

    public static bool operator ==(Secret left, Secret right) => left.Equals(right);

    public static bool operator !=(Secret left, Secret right) => !left.Equals(right);

    internal sealed class MaskingConverter : JsonConverter<Secret>
    {
        public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString());

        public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}

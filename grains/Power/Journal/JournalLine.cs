using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace NasOrleans.Power.Journal;

/// <summary>
/// <c>0000004b 9f86d081884c7d65 {"key":"main/ups:rack","version":3,"record":{"boot":"7f"}}</c> and a line end: the length of the JSON
/// in bytes, the first eight bytes of its SHA-256, the JSON. A deleted key has no record.
/// </summary>
internal static class JournalLine
{
    private const int LengthDigits = 8, SumDigits = 16, Head = LengthDigits + 1 + SumDigits + 1;
    private const byte LineEnd = (byte)'\n';

    private static readonly JsonWriterOptions Writing = new() { Encoder = StateJson.Options.Encoder, SkipValidation = true };

    public static byte[] Encode(JournalRecord record)
    {
        var json = Json(record);
        var line = new byte[Head + json.Length + 1];
        Encoding.ASCII.GetBytes($"{json.Length:x8} {Sum(json)} ", line);
        json.CopyTo(line.AsSpan(Head));
        line[^1] = LineEnd;
        return line;
    }

    /// <summary>All records that are whole, in order, and how many stretches were not. What is wrong with one takes no other with it.</summary>
    public static (List<JournalRecord> Records, int Damaged) DecodeAll(ReadOnlySpan<byte> file)
    {
        var records = new List<JournalRecord>();
        var damaged = 0;
        var inDamage = false;
        while (!file.IsEmpty)
        {
            if (TryDecode(file, out var record, out var length))
            {
                records.Add(record);
                inDamage = false;
            }
            else
            {
                if (!inDamage && file[0] != LineEnd) damaged++;
                inDamage |= file[0] != LineEnd;
                length = file.IndexOf(LineEnd) is >= 0 and var end ? end : file.Length;
            }

            // Whatever stands where the line should end: the next one is looked for behind it.
            file = file[Math.Min(length + 1, file.Length)..];
        }

        return (records, damaged);
    }

    private static bool TryDecode(ReadOnlySpan<byte> from, out JournalRecord record, out int length)
    {
        record = null!;
        length = 0;
        if (from.Length < Head || from[LengthDigits] != ' ' || from[Head - 1] != ' ') return false;
        if (!int.TryParse(from[..LengthDigits], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size) || size < 0 || size > from.Length - Head) return false;
        var json = from.Slice(Head, size);
        if (!from.Slice(LengthDigits + 1, SumDigits).SequenceEqual(Encoding.ASCII.GetBytes(Sum(json)))) return false;
        length = Head + size;
        return TryRead(json, out record);
    }

    private static bool TryRead(ReadOnlySpan<byte> json, out JournalRecord record)
    {
        record = null!;
        try
        {
            var reader = new Utf8JsonReader(json);
            using var whole = JsonDocument.ParseValue(ref reader);
            var root = whole.RootElement;
            record = new(root.GetProperty("key").GetString()!, root.GetProperty("version").GetInt64(),
                root.TryGetProperty("record", out var content) ? content.GetRawText() : null);
            return record.Key is not null;
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // Whole, yet not ours: as if it were damaged.
            return false;
        }
    }

    private static byte[] Json(JournalRecord record)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Writing))
        {
            json.WriteStartObject();
            json.WriteString("key", record.Key);
            json.WriteNumber("version", record.Version);
            if (record.Json is not null)
            {
                json.WritePropertyName("record");
                json.WriteRawValue(record.Json, skipInputValidation: true);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static string Sum(ReadOnlySpan<byte> json) => Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, SumDigits / 2));
}

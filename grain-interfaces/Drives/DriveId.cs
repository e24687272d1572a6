using Orleans;

namespace NasOrleans.Drives;

/// <summary>
/// What makes a drive the same drive in whatever bay: <c>wwn:5000c500d1e2f3a4</c>, else <c>serial:zlw0abcd</c>. Lower-case; prefixed,
/// because a bare hexadecimal key would be misread by some stores.
/// </summary>
[GenerateSerializer, Immutable, Alias("nas.drive-id")]
public readonly record struct DriveId([property: Id(0)] string Value)
{
    private const int MaxLength = 80;
    private const string WwnPrefix = "wwn:";
    private const string SerialPrefix = "serial:";

    // What bridges and controllers show for a number that they do not know.
    private static readonly string[] Placeholders = ["null", "none", "unknown", "notavailable"];

    /// <summary>Null for a drive that shows neither, or what others show as well: it cannot be told from another one.</summary>
    public static DriveId? Of(string? wwn, string? serial) =>
        Clean(wwn) is { Length: >= 8 } name && !IsPlaceholder(name) && !IsPlaceholder(name[1..]) ? new DriveId(WwnPrefix + name)
        : Clean(serial) is { Length: >= 4 } number && !IsPlaceholder(number) ? new DriveId(SerialPrefix + number)
        : null;

    public static bool TryParse(string? text, out DriveId id)
    {
        id = new(text ?? "");
        var prefix = text is null ? null : text.StartsWith(WwnPrefix, StringComparison.Ordinal) ? WwnPrefix
            : text.StartsWith(SerialPrefix, StringComparison.Ordinal) ? SerialPrefix : null;
        return prefix is not null && text!.Length > prefix.Length && text.Length <= MaxLength && Clean(text[prefix.Length..]) == text[prefix.Length..];
    }

    public override string ToString() => Value;

    // One digit over and over; of a world-wide name also behind its first, which only tells what kind of name it is.
    private static bool IsPlaceholder(string text) => text.All(c => c == text[0]) || Placeholders.Contains(text, StringComparer.Ordinal);

    private static string Clean(string? text)
    {
        var trimmed = (text ?? "").Trim().ToLowerInvariant();
        if (trimmed.StartsWith("0x", StringComparison.Ordinal)) trimmed = trimmed[2..];
        return new([.. trimmed.Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')]);
    }
}

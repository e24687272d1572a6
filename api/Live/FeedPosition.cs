using System.Globalization;

namespace NasOrleans.Api.Live;

/// <summary>A place in this process's sequence of changes, as text <c>epoch-version</c>. Another process has another epoch.</summary>
internal readonly record struct FeedPosition(string Epoch, long Version)
{
    public static bool TryParse(string? text, out FeedPosition position)
    {
        position = default;
        if (text?.Split('-') is not [{ Length: > 0 } epoch, var number]) return false;
        if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version)) return false;
        position = new(epoch, version);
        return true;
    }

    public override string ToString() => $"{Epoch}-{Version}";
}

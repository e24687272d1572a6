using System.Buffers.Text;
using System.Text.Json;
using NasOrleans.Systems;

namespace NasOrleans.Api.Systems;

/// <summary>Where a page ended: the values of its last system, so that the next page goes on there though systems come and go.</summary>
internal static class SystemCursor
{
    private sealed record Place(string Id, string Name, SystemStatus Status, long? Seen);

    public static string After(SystemSnapshot last) => Base64Url.EncodeToString(
        JsonSerializer.SerializeToUtf8Bytes(new Place(last.Id.Value, last.Name, last.Status, last.LastSeen?.UtcTicks)));

    public static bool TryParse(string text, out SystemSnapshot last)
    {
        last = null!;
        try
        {
            if (JsonSerializer.Deserialize<Place>(Base64Url.DecodeFromChars(text)) is not { Id: not null, Name: not null } place) return false;
            if (place.Seen < DateTime.MinValue.Ticks || place.Seen > DateTime.MaxValue.Ticks) return false;
            last = new()
            {
                Id = new(place.Id),
                Name = place.Name,
                Status = place.Status,
                LastSeen = place.Seen is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null,
            };
            return true;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return false;
        }
    }
}

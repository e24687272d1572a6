using NasOrleans.Api.Paging;
using NasOrleans.Systems;

namespace NasOrleans.Api.Systems;

/// <summary>Where a page ended: the values of its last system, so that the next page goes on there though systems come and go.</summary>
internal static class SystemCursor
{
    private sealed record Place(string Id, string Name, SystemStatus Status, long? Seen);

    public static string After(SystemSnapshot last) => PlaceText.Of(new Place(last.Id.Value, last.Name, last.Status, last.LastSeen?.UtcTicks));

    public static SystemSnapshot? Parse(string text)
    {
        if (PlaceText.Parse<Place>(text) is not { Id: not null, Name: not null } place) return null;
        if (place.Seen < DateTime.MinValue.Ticks || place.Seen > DateTime.MaxValue.Ticks) return null;
        return new()
        {
            Id = new(place.Id),
            Name = place.Name,
            Status = place.Status,
            LastSeen = place.Seen is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null,
        };
    }
}

using NasOrleans.Api.Paging;
using NasOrleans.Drives;
using NasOrleans.Systems;

namespace NasOrleans.Api.Drives;

/// <summary>Where a page ended: what its last drive is sorted by, so that the next page goes on there though drives come and go.</summary>
internal static class DriveCursor
{
    private sealed record Place(string System, string Name, string Device, string Serial, string Model, SmartHealth Health, double? Celsius, long? Size, string Location);

    public static string After(DriveRow last) => PlaceText.Of(new Place(
        last.System, last.SystemName, last.Drive.Device, last.Drive.Serial, last.Drive.Model, last.Drive.Health, last.Drive.Celsius, last.Drive.SizeBytes, last.Drive.Location));

    public static DriveRow? Parse(string text) =>
        PlaceText.Parse<Place>(text) is { System: not null, Name: not null, Device: not null, Serial: not null, Model: not null, Location: not null } place
            ? new(place.System, place.Name, new()
            {
                Device = place.Device,
                Serial = place.Serial,
                Model = place.Model,
                Health = place.Health,
                Celsius = place.Celsius,
                SizeBytes = place.Size,
                Location = place.Location,
            })
            : null;
}

using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using NasOrleans.Api.Errors;
using NasOrleans.Api.Systems;
using NasOrleans.Drives;

namespace NasOrleans.Api.Drives;

/// <summary>Which drives, in which order, how many.</summary>
internal sealed record DriveQuery
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 500;

    [FromQuery(Name = "q"), Description("Text that the serial number, model, device, pool, location, id or system contains.")]
    public string? Q { get; init; }

    [FromQuery(Name = "system"), Description("The id of the system that the drives are in.")]
    public string? System { get; init; }

    [FromQuery(Name = "model"), Description("Text that the model contains.")]
    public string? Model { get; init; }

    [FromQuery(Name = "health"), Description("unknown, passed or failed.")]
    public string? Health { get; init; }

    [FromQuery(Name = "location"), Description("The location that somebody wrote, whole; empty for drives without one.")]
    public string? Location { get; init; }

    [FromQuery(Name = "medium"), Description("unknown, hdd or ssd.")]
    public string? Medium { get; init; }

    [FromQuery(Name = "sort"), Description("serial, model, system, health, temperature, size or location; serial when left out.")]
    public string? Sort { get; init; }

    [FromQuery(Name = "order"), Description("asc or desc; asc when left out.")]
    public string? Order { get; init; }

    [FromQuery(Name = "limit"), Description("1 to 500; 100 when left out.")]
    public int? Limit { get; init; }

    [FromQuery(Name = "cursor"), Description("What the last page gave as next.")]
    public string? Cursor { get; init; }

    public void Check(Invalid invalid)
    {
        if (Limit is < 1 or > MaxLimit) invalid.Add("limit", $"A limit is 1 to {MaxLimit}.");
        if (!Words.TryParse<SmartHealth>(Health, out _)) invalid.Add("health", "A health is unknown, passed or failed.");
        if (!Words.TryParse<DriveMedium>(Medium, out _)) invalid.Add("medium", "A medium is unknown, hdd or ssd.");
        if (!Words.TryParse<DriveSort>(Sort, out _)) invalid.Add("sort", "A sort is serial, model, system, health, temperature, size or location.");
        if (!Words.TryParse<SortOrder>(Order, out _)) invalid.Add("order", "An order is asc or desc.");
        if (Cursor is not null && DriveCursor.Parse(Cursor) is null) invalid.Add("cursor", "A cursor is what the last page gave as next.");
    }

    // Sorted only as far as the page goes: a fleet has many more drives than a page.
    public DrivePage PageOf(IEnumerable<DriveRow> all, DateTimeOffset asOf)
    {
        var wanted = all.Where(Filter()).ToArray();
        var by = DriveRow.By(Words.TryParse<DriveSort>(Sort, out var sort) ? sort ?? default : default);
        var descends = string.Equals(Order, nameof(SortOrder.Desc), StringComparison.OrdinalIgnoreCase);
        var last = Cursor is null ? null : DriveCursor.Parse(Cursor);
        var rest = last is null ? wanted : wanted.Where(row => descends ? by.Compare(row, last) < 0 : by.Compare(row, last) > 0);
        var limit = Limit ?? DefaultLimit;
        var shown = (descends ? rest.OrderDescending(by) : rest.Order(by)).Take(limit + 1).ToArray();
        return new([.. shown.Take(limit).Select(DriveItem.Of)], wanted.Length, shown.Length > limit ? DriveCursor.After(shown[limit - 1]) : null, asOf);
    }

    private Func<DriveRow, bool> Filter()
    {
        var health = Words.TryParse<SmartHealth>(Health, out var known) ? known : null;
        var medium = Words.TryParse<DriveMedium>(Medium, out var kind) ? kind : null;
        return row => (health is null || row.Drive.Health == health)
            && (medium is null || row.Drive.Medium == medium)
            && (System is null || row.System == System)
            && (Location is null || row.Drive.Location.Equals(Location, StringComparison.OrdinalIgnoreCase))
            && Contains(row.Drive.Model, Model)
            && (string.IsNullOrEmpty(Q) || Texts(row).Any(text => Contains(text, Q)));
    }

    private static IEnumerable<string> Texts(DriveRow row) =>
        [row.Drive.Serial, row.Drive.Model, row.Drive.Device, row.Drive.Pool ?? "", row.Drive.Location, row.Drive.Id?.Value ?? "", row.System, row.SystemName];

    private static bool Contains(string text, string? part) => string.IsNullOrEmpty(part) || text.Contains(part, StringComparison.OrdinalIgnoreCase);
}

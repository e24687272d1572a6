using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using NasOrleans.Api.Errors;
using NasOrleans.Api.Live;
using NasOrleans.Systems;

namespace NasOrleans.Api.Systems;

internal enum SortOrder
{
    Asc,
    Desc,
}

/// <summary>Which systems, in which order, how many.</summary>
internal sealed record SystemQuery
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 500;

    [FromQuery(Name = "q"), Description("Text that the id, name or host contains.")]
    public string? Q { get; init; }

    [FromQuery(Name = "status")] public SystemStatus? Status { get; init; }

    [FromQuery(Name = "sort")] public SystemSort? Sort { get; init; }

    [FromQuery(Name = "order")] public SortOrder? Order { get; init; }

    [FromQuery(Name = "limit"), Description("1 to 500; 100 when left out.")]
    public int? Limit { get; init; }

    [FromQuery(Name = "cursor"), Description("What the last page gave as next.")]
    public string? Cursor { get; init; }

    public bool IsFiltered => Status is not null || !string.IsNullOrEmpty(Q);

    public void Check(Invalid invalid)
    {
        if (Limit is < 1 or > MaxLimit) invalid.Add("limit", $"A limit is 1 to {MaxLimit}.");
        if (Status is { } status && !Enum.IsDefined(status)) invalid.Add("status", "A status is unknown, online, stale or offline.");
        if (Sort is { } sort && !Enum.IsDefined(sort)) invalid.Add("sort", "Sorted by name, status or lastSeen.");
        if (Order is { } order && !Enum.IsDefined(order)) invalid.Add("order", "An order is asc or desc.");
        if (Cursor is not null && !SystemCursor.TryParse(Cursor, out _)) invalid.Add("cursor", "A cursor is what the last page gave as next.");
    }

    public SystemPage PageOf(FleetSnapshot fleet, DateTimeOffset asOf)
    {
        var systems = fleet.Sorted(Sort ?? default);
        var step = Order == SortOrder.Desc ? -1 : 1;
        var items = new List<SystemSnapshot>();
        var more = false;
        for (var at = Start(systems); at >= 0 && at < systems.Length && !more; at += step)
        {
            if (!Matches(systems[at])) continue;
            if (items.Count == (Limit ?? DefaultLimit)) more = true;
            else items.Add(systems[at]);
        }

        return new([.. items.Select(SystemView.Of)], Count(systems), more ? SystemCursor.After(items[^1]) : null, fleet.Position.ToString(), asOf);
    }

    private int Start(ReadOnlySpan<SystemSnapshot> systems)
    {
        var descending = Order == SortOrder.Desc;
        if (Cursor is null || !SystemCursor.TryParse(Cursor, out var last)) return descending ? systems.Length - 1 : 0;
        var found = systems.BinarySearch(last, SystemOrder.By(Sort ?? default));
        var (atOrAfter, exact) = found < 0 ? (~found, false) : (found, true);
        return descending ? atOrAfter - 1 : exact ? atOrAfter + 1 : atOrAfter;
    }

    private int Count(ReadOnlySpan<SystemSnapshot> systems)
    {
        if (!IsFiltered) return systems.Length;
        var count = 0;
        foreach (var system in systems)
            if (Matches(system)) count++;
        return count;
    }

    private bool Matches(SystemSnapshot system) =>
        (Status is null || system.Status == Status)
        && (string.IsNullOrEmpty(Q) || Contains(system.Name) || Contains(system.Id.Value) || Contains(system.Host));

    private bool Contains(string text) => text.Contains(Q!, StringComparison.OrdinalIgnoreCase);
}

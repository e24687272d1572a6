using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using NasOrleans.Api.Paging;

namespace NasOrleans.Api.Power.Live;

/// <summary>A page of a list that is in the order of names.</summary>
internal abstract record PowerListQuery : SortedQuery
{
    [FromQuery(Name = "q"), Description("Text that the id or name contains.")]
    public string? Q { get; init; }

    public virtual bool IsNarrowed => Cursor is not null || !string.IsNullOrEmpty(Q);

    protected override bool IsCursorReadable => Last is not null;

    private Place? Last => Cursor is null ? null : PlaceText.Parse<Place>(Cursor) is { Name: not null, Id: not null } place ? place : null;

    private sealed record Place(string Name, string Id);

    /// <summary>The part of them that this page shows, how many there are in all, and where the next one begins.</summary>
    protected (T[] Items, int Total, string? Next) Cut<T>(IEnumerable<T> all, Func<T, (string Name, string Id)> place)
    {
        var order = Comparer<T>.Create((a, b) => Compare(place(a), place(b)));
        var wanted = all.Where(each => string.IsNullOrEmpty(Q) || Contains(place(each).Name) || Contains(place(each).Id)).Order(order).ToArray();
        var last = Last;
        var rest = (Descends ? wanted.Reverse() : wanted).Where(each => last is null || Compare(place(each), (last.Name, last.Id)) is var side && (Descends ? side < 0 : side > 0)).Take(Shown + 1).ToArray();
        var shown = rest.Take(Shown).ToArray();
        return (shown, wanted.Length, rest.Length > Shown ? PlaceText.Of(new Place(place(shown[^1]).Name, place(shown[^1]).Id)) : null);
    }

    private static int Compare((string Name, string Id) a, (string Name, string Id) b) =>
        string.Compare(a.Name, b.Name, StringComparison.OrdinalIgnoreCase) is not 0 and var order ? order : string.CompareOrdinal(a.Id, b.Id);

    private bool Contains(string text) => text.Contains(Q!, StringComparison.OrdinalIgnoreCase);
}

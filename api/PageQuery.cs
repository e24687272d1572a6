using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using NasOrleans.Api.Errors;

namespace NasOrleans.Api;

/// <summary>A page of what is told newest first; <c>Next</c> fetches the one before it in time.</summary>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Paging through entries that are numbered in the order they came in.</summary>
internal sealed record PageQuery
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 500;

    [FromQuery(Name = "limit"), Description("1 to 500; 100 when left out.")]
    public int? Limit { get; init; }

    [FromQuery(Name = "cursor"), Description("What the last page gave as next.")]
    public string? Cursor { get; init; }

    public long? Before => long.TryParse(Cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>One more than shown, to know whether there is another page.</summary>
    public int Fetch => Shown + 1;

    private int Shown => Limit ?? DefaultLimit;

    public void Check(Invalid invalid)
    {
        if (Limit is < 1 or > MaxLimit) invalid.Add("limit", $"A limit is 1 to {MaxLimit}.");
        if (Cursor is not null && Before is null) invalid.Add("cursor", "A cursor is what the last page gave as next.");
    }

    public Page<TView> Of<T, TView>(IReadOnlyList<T> read, Func<T, long> id, Func<T, TView> view) => new(
        [.. read.Take(Shown).Select(view)],
        read.Count > Shown ? id(read[Shown - 1]).ToString(CultureInfo.InvariantCulture) : null);
}

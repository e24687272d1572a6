using System.Globalization;

namespace NasOrleans.Api.Paging;

/// <summary>A page of what is told newest first; <c>Next</c> fetches the one before it in time.</summary>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Paging through entries that are numbered in the order they came in.</summary>
internal sealed record PageQuery : CursorQuery
{
    public long? Before => long.TryParse(Cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>One more than shown, to know whether there is another page.</summary>
    public int Fetch => Shown + 1;

    protected override bool IsCursorReadable => Before is not null;

    public Page<TView> Of<T, TView>(IReadOnlyList<T> read, Func<T, long> id, Func<T, TView> view) => new(
        [.. read.Take(Shown).Select(view)],
        read.Count > Shown ? id(read[Shown - 1]).ToString(CultureInfo.InvariantCulture) : null);
}

using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using NasOrleans.Api.Errors;

namespace NasOrleans.Api.Paging;

/// <summary>How many of a list, and from where on.</summary>
internal abstract record CursorQuery
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 500;

    [FromQuery(Name = "limit"), Description("1 to 500; 100 when left out.")]
    public int? Limit { get; init; }

    [FromQuery(Name = "cursor"), Description("What the last page gave as next.")]
    public string? Cursor { get; init; }

    protected int Shown => Limit ?? DefaultLimit;

    protected abstract bool IsCursorReadable { get; }

    public virtual void Check(Invalid invalid)
    {
        if (Limit is < 1 or > MaxLimit) invalid.Add("limit", $"A limit is 1 to {MaxLimit}.");
        if (Cursor is not null && !IsCursorReadable) invalid.Add("cursor", "A cursor is what the last page gave as next.");
    }
}

using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using NasOrleans.Api.Errors;

namespace NasOrleans.Api.Paging;

internal enum SortOrder
{
    Asc,
    Desc,
}

/// <summary>A page of a list that can be turned round.</summary>
internal abstract record SortedQuery : CursorQuery
{
    [FromQuery(Name = "order"), Description("asc or desc; asc when left out.")]
    public string? Order { get; init; }

    protected bool Descends => string.Equals(Order, nameof(SortOrder.Desc), StringComparison.OrdinalIgnoreCase);

    public override void Check(Invalid invalid)
    {
        base.Check(invalid);
        if (!Words.TryParse<SortOrder>(Order, out _)) invalid.Add("order", "An order is asc or desc.");
    }
}

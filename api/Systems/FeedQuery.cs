using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using NasOrleans.Api.Errors;
using NasOrleans.Api.Live;

namespace NasOrleans.Api.Systems;

/// <summary>Whether the list or its change feed is wanted, and from where on.</summary>
internal sealed record FeedQuery
{
    [FromQuery(Name = "follow"), Description("true for the change feed; so does Accept: text/event-stream.")]
    public bool? Follow { get; init; }

    [FromQuery(Name = "since"), Description("The feed position that a list gave; browsers send Last-Event-ID instead when they reconnect.")]
    public string? Since { get; init; }

    [FromHeader(Name = "Last-Event-ID")] public string? LastEventId { get; init; }

    [FromHeader(Name = "Accept")] public string? Accept { get; init; }

    public bool IsWanted => Follow ?? Accept?.Contains(FeedResult.ContentType, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>A place that was given but means nothing (any more) becomes one that is not known, which resets the reader.</summary>
    public FeedPosition? Start => (LastEventId ?? Since) is not { Length: > 0 } given ? null : FeedPosition.TryParse(given, out var position) ? position : default(FeedPosition);

    public void Check(bool isNarrowed, Invalid invalid)
    {
        if (IsWanted && isNarrowed) invalid.Add("follow", "The feed tells of all there are; it takes no filter and no cursor.");
    }
}

namespace NasOrleans.Api.Live;

/// <summary>Something whose changes can be followed.</summary>
internal interface IFeed
{
    /// <summary>Waits until there is something to follow.</summary>
    ValueTask<FeedPosition> ReadyAsync(CancellationToken cancellationToken);

    /// <summary>Follows from now on, or from an earlier place as long as it is remembered.</summary>
    FeedSubscription Follow(FeedPosition? since);

    FeedPosition PositionOf(FeedEntry entry);

    FeedMessage Told(FeedEntry entry);

    /// <summary>Told whenever it is another one than before; null where there is none.</summary>
    object? Summary { get; }
}

/// <summary>What a reader is told of a change.</summary>
internal readonly record struct FeedMessage(string Name, object Data);

internal sealed record RemovedFromFeed(string Id);

namespace NasOrleans.Notify;

/// <summary>Tells people. Nobody ever waits for it: what cannot be sent now is sent later, and what cannot be sent for an hour is counted and dropped.</summary>
internal interface INotices
{
    /// <summary>Hands it over and returns at once.</summary>
    void Post(Notice notice);

    /// <summary>Sends what waits, and waits for that, but no longer than this: our own host is about to go off.</summary>
    Task FlushAsync(TimeSpan atMost);
}

internal enum NoticeLevel
{
    Info,

    /// <summary>What was wrong is over.</summary>
    Good,

    Warning,
    Critical,
}

/// <summary>Something that people should hear of.</summary>
internal sealed record Notice
{
    public required DateTimeOffset At { get; init; }

    public NoticeLevel Level { get; init; }

    public required string Tenant { get; init; }

    /// <summary>What it is about, as <c>noun:id</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>Its name, as people know it.</summary>
    public required string Title { get; init; }

    public required string Text { get; init; }
}

namespace NasOrleans.History.Engines;

/// <summary>Where one engine keeps events; the queue in front of it is the same for all.</summary>
internal interface IEventStore
{
    /// <summary>All or none; a <see cref="StorageException"/> says that the same events may be tried again.</summary>
    Task AppendAsync(IReadOnlyList<HistoryEvent> events, CancellationToken cancellationToken);

    Task<IReadOnlyList<HistoryEvent>> ReadAsync(EventQuery query, CancellationToken cancellationToken);
}

using System.Collections.Concurrent;
using NasOrleans.History;

namespace NasOrleans.Tests.Grains;

internal sealed class RecordingEventLog : IEventLog
{
    private readonly ConcurrentQueue<HistoryEvent> _posted = new();

    public IReadOnlyCollection<HistoryEvent> Posted => _posted;

    public void Post(HistoryEvent happened) => _posted.Enqueue(happened);

    public Task<IReadOnlyList<HistoryEvent>> ReadAsync(EventQuery query, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<HistoryEvent>>([.. _posted]);
}

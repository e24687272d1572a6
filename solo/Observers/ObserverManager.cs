using System.Collections;
using Microsoft.Extensions.Logging;
using NasOrleans.Solo.Hosting;
using Orleans.Runtime;

namespace Orleans.Utilities;

public class ObserverManager<TObserver>(TimeSpan expiration, ILogger log) : ObserverManager<IAddressable, TObserver>(expiration, log);

/// <summary>Subscriptions that lapse unless renewed; one whose observer fails is dropped.</summary>
public partial class ObserverManager<TIdentity, TObserver>(TimeSpan expiration, ILogger log) : IEnumerable<TObserver> where TIdentity : notnull
{
    private readonly Dictionary<TIdentity, Entry> _entries = [];

    public Func<DateTime> GetDateTime { get; set; } = () => TimeProvider.System.GetUtcNow().UtcDateTime;

    public TimeSpan ExpirationDuration { get; set; } = expiration;

    public int Count => _entries.Count;

    public IDictionary<TIdentity, TObserver> Observers => _entries.ToDictionary(each => each.Key, each => each.Value.Observer);

    public void Subscribe(TIdentity id, TObserver observer) => _entries[id] = new(observer, GetDateTime());

    public void Unsubscribe(TIdentity id) => _entries.Remove(id);

    public void Clear() => _entries.Clear();

    public void ClearExpired() => Drop(_entries.Where(each => HasExpired(each.Value)).Select(each => each.Key).ToList());

    public async Task Notify(Func<TObserver, Task> notification, Func<TObserver, bool>? predicate = null)
    {
        var defunct = new List<TIdentity>();
        // Over a copy: while one observer is awaited, an interleaving call may subscribe another.
        foreach (var (id, entry) in _entries.ToArray())
        {
            if (HasExpired(entry))
            {
                defunct.Add(id);
                continue;
            }
            if (predicate is not null && !predicate(entry.Observer)) continue;
            try
            {
                await notification(entry.Observer);
            }
            catch (Exception failure)
            {
                LogFailed(log, id, failure);
                defunct.Add(id);
            }
        }
        Drop(defunct);
    }

    public void Notify(Action<TObserver> notification, Func<TObserver, bool>? predicate = null) =>
        // Completes at once, for nothing in it awaits.
        Notify(
            observer =>
            {
                notification(observer);
                return Task.CompletedTask;
            },
            predicate).GetAwaiter().GetResult();

    public IEnumerator<TObserver> GetEnumerator() => _entries.Values.Select(entry => entry.Observer).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private bool HasExpired(Entry entry) => entry.LastSeen + ExpirationDuration < GetDateTime();

    private void Drop(List<TIdentity> defunct) => defunct.ForEach(id => _entries.Remove(id));

    [LoggerMessage(LogEvents.ObserverFailed, LogLevel.Debug, "The observer {Observer} failed and is dropped.")]
    private static partial void LogFailed(ILogger logger, TIdentity observer, Exception failure);

    private sealed record Entry(TObserver Observer, DateTime LastSeen);
}

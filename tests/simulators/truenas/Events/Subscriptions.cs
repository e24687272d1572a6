using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Auth;
using NasOrleans.Simulators.TrueNas.Methods;

namespace NasOrleans.Simulators.TrueNas.Events;

/// <summary>Where events of one conversation go.</summary>
internal interface IEventSink
{
    void Tell(string collection, Happening happening);

    /// <summary>A source has ended, by itself or because its argument was bad.</summary>
    void Ended(string collection, string subscription, MethodError? error);
}

/// <summary>What one conversation listens to.</summary>
internal sealed class Subscriptions(Session session, IEventSink sink) : IDisposable
{
    private readonly ConcurrentDictionary<string, Subscription> _all = new(concurrencyLevel: 1, capacity: 1);
    private int _listening;

    /// <summary>Whether a source makes events of this name already.</summary>
    public bool IsRunning(string name) => _all.Values.Any(each => each.Name == name && each.Timer is not null);

    /// <summary>"reporting.realtime:{...}" names a source and its argument, any other name a collection.</summary>
    public void Add(string id, string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var source = Find(colon < 0 ? name : name[..colon]);
        var subscription = new Subscription(name);
        Remove(id);
        _all[id] = subscription;
        if (source?.Next is not null) Run(id, subscription, source, colon < 0 ? null : Argument(name[(colon + 1)..]));
        else if (Interlocked.Exchange(ref _listening, 1) == 0) session.Appliance.Events.Listen(Hear);
    }

    public bool Remove(string id)
    {
        if (!_all.TryRemove(id, out var subscription)) return false;
        subscription.Timer?.Dispose();
        return true;
    }

    public void Dispose()
    {
        if (_listening == 1) session.Appliance.Events.Leave(Hear);
        foreach (var id in _all.Keys) Remove(id);
    }

    // Collections that no folder has declared are for those who may see everything.
    private EventSource? Find(string name)
    {
        var nas = session.Appliance;
        var source = nas.Methods.Sources.GetValueOrDefault(name);
        if (source is { NeedsNoLogin: true }) return source;
        if (session.Login is not { } login) throw Dispatcher.NotAuthenticated(nas.Release);
        if (source is null ? login.IsFullAdmin : login.MaySubscribe(source, nas.Release)) return source;
        throw new MethodError(Errno.EACCES, "Not authorized");
    }

    private void Run(string id, Subscription subscription, EventSource source, JsonNode? argument)
    {
        var call = new CallContext(session.Appliance, session);
        try
        {
            var interval = source.Interval!(call, argument);
            var count = -1;
            subscription.Timer = session.Appliance.Time.CreateTimer(
                _ => sink.Tell(subscription.Name, new Happening(source.Name, Change.Added) { Fields = source.Next!(call, argument, Interlocked.Increment(ref count)) }), null, interval, interval);
        }
        catch (MethodError error)
        {
            _all.TryRemove(id, out _);
            sink.Ended(subscription.Name, id, error);
        }
    }

    private void Hear(Happening happening)
    {
        if (happening.Owner is { } owner && session.Login is { IsFullAdmin: false } login && login.User.Name != owner) return;
        if (session.Login is null && !(session.Appliance.Methods.Sources.GetValueOrDefault(happening.Collection)?.NeedsNoLogin ?? false)) return;
        if (_all.Values.Any(each => each.Name == "*" || each.Name == happening.Collection)) sink.Tell(happening.Collection, happening);
    }

    private static JsonNode? Argument(string text)
    {
        if (!text.StartsWith('{') && !text.StartsWith('"')) return text;
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private sealed class Subscription(string name)
    {
        public string Name { get; } = name;

        public ITimer? Timer { get; set; }
    }
}

using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace NasOrleans.Simulators.TrueNas.Events;

internal enum Change { Added, Changed, Removed }

/// <summary>Something that happened to one item of a collection.</summary>
internal sealed record Happening(string Collection, Change Change)
{
    public JsonNode? Id { get; init; }

    public JsonObject? Fields { get; init; }

    /// <summary>Full admins aside, only this user hears of it; null for everybody.</summary>
    public string? Owner { get; init; }
}

/// <summary>Hands what happens on one NAS to whoever listens.</summary>
internal sealed class EventHub
{
    private ImmutableArray<Action<Happening>> _listeners = [];

    public bool HasListeners => !_listeners.IsEmpty;

    public void Publish(string collection, Change change, JsonNode? id = null, JsonObject? fields = null, string? owner = null)
    {
        var happening = new Happening(collection, change) { Id = id, Fields = fields, Owner = owner };
        foreach (var listener in _listeners) listener(happening);
    }

    public void Listen(Action<Happening> listener) => ImmutableInterlocked.Update(ref _listeners, all => all.Add(listener));

    public void Leave(Action<Happening> listener) => ImmutableInterlocked.Update(ref _listeners, all => all.Remove(listener));
}

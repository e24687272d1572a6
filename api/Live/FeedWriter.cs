using System.Text.Json;

namespace NasOrleans.Api.Live;

/// <summary>
/// Server-sent events on the wire (https://html.spec.whatwg.org/multipage/server-sent-events.html):
/// <code>
/// id: 3f2a9c-17
/// event: changed
/// data: {"id":"nas1"}
/// </code>
/// </summary>
internal sealed class FeedWriter(HttpResponse response, JsonSerializerOptions json)
{
    public Task WriteAsync(string name, FeedPosition? position, object data, CancellationToken cancellationToken)
    {
        var id = position is null ? "" : $"id: {position}\n";
        return response.WriteAsync($"{id}event: {name}\ndata: {JsonSerializer.Serialize(data, json)}\n\n", cancellationToken);
    }

    /// <summary>A comment: keeps proxies from closing a quiet connection.</summary>
    public Task BeatAsync(CancellationToken cancellationToken) => response.WriteAsync(": beat\n\n", cancellationToken);
}

namespace NasOrleans.Tests.Api.Hosting;

/// <summary>Reads server-sent events, with a deadline for each. Written apart from the writer.</summary>
public sealed class FeedReader : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly HttpResponseMessage _answer;
    private readonly StreamReader _lines;

    private FeedReader(HttpResponseMessage answer, Stream stream) => (_answer, _lines) = (answer, new StreamReader(stream));

    public string? ContentType => _answer.Content.Headers.ContentType?.MediaType;

    public static async Task<FeedReader> Open(HttpClient client, string address, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd("text/event-stream");
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(Limit);
        answer.EnsureSuccessStatusCode();
        return new(answer, await answer.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event or comment; null at the end of the stream.</summary>
    public async Task<FeedEvent?> Next()
    {
        string? id = null, name = null, data = null;
        while (await _lines.ReadLineAsync().WaitAsync(Limit) is { } line)
        {
            if (line.Length == 0 && name is not null) return new(id, name, data);
            if (line.StartsWith(':')) name = "comment";
            else if (line.StartsWith("id: ", StringComparison.Ordinal)) id = line[4..];
            else if (line.StartsWith("event: ", StringComparison.Ordinal)) name = line[7..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal)) data = line[6..];
        }

        return null;
    }

    /// <summary>Reads on to the next event of this name, and where asked for of this kind; heartbeats do not put off the deadline.</summary>
    public Task<FeedEvent> Next(string name, Func<FeedEvent, bool>? wanted = null) => Seek(name, wanted ?? (_ => true)).WaitAsync(Limit);

    private async Task<FeedEvent> Seek(string name, Func<FeedEvent, bool> wanted)
    {
        while (await Next() is { } read)
            if (read.Name == name && wanted(read)) return read;
        throw new EndOfStreamException($"The feed ended before '{name}' came.");
    }

    public void Dispose()
    {
        _lines.Dispose();
        _answer.Dispose();
    }
}

public sealed record FeedEvent(string? Id, string Name, string? Data)
{
    public JsonElement Json => JsonElement.Parse(Data!);
}

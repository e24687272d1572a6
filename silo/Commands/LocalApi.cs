using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using NasOrleans.Silo.Hosting;

namespace NasOrleans.Silo.Commands;

/// <summary>The API over the admin socket, where the caller is the local administrator.</summary>
internal sealed class LocalApi : IDisposable
{
    private readonly HttpClient _http;

    public LocalApi(AdminSocket socket) => _http = new HttpClient(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancel) => await socket.ConnectAsync(cancel)
            ?? throw new StartupFault(ExitCode.Failed, $"nobody answers on {socket.Path}: no NasOrleans runs on this data folder"),
    })
    {
        BaseAddress = new Uri("http://localhost/api/v1/"),
        Timeout = TimeSpan.FromSeconds(30),
    };

    public Task<JsonNode?> GetAsync(string path, CancellationToken cancellationToken) => SendAsync(new(HttpMethod.Get, path), cancellationToken);

    public Task<JsonNode?> PostAsync(string path, JsonNode body, CancellationToken cancellationToken) =>
        SendAsync(new(HttpMethod.Post, path) { Content = JsonContent.Create(body) }, cancellationToken);

    public Task<JsonNode?> DeleteAsync(string path, CancellationToken cancellationToken) => SendAsync(new(HttpMethod.Delete, path), cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task<JsonNode?> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var _ = request;
        using var response = await AnswerAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        var json = Parse(text);
        return response.IsSuccessStatusCode ? json : throw new StartupFault(ExitCode.Failed, Problem(json) ?? $"refused with status {(int)response.StatusCode}");
    }

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await _http.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException fault) when (fault.InnerException is StartupFault nobody)
        {
            throw new StartupFault(nobody.ExitCode, nobody.Message, fault);
        }
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // { "title": "...", "detail": "...", "errors": { "role": ["..."] } }
    private static string? Problem(JsonNode? json)
    {
        if (json is not JsonObject problem) return null;
        if (problem["errors"] is JsonObject errors && errors.Count > 0)
            return string.Join('\n', errors.SelectMany(field => field.Value!.AsArray().Select(text => $"{field.Key}: {text}")));
        return (problem["detail"] ?? problem["title"])?.ToString();
    }
}

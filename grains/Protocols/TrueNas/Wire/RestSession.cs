using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using NasOrleans.Protocols.TrueNas.Dialing;
using NasOrleans.Protocols.TrueNas.Negotiation;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Protocols.TrueNas.Wire;

/// <summary>Calls over REST, for a NAS whose websockets do not get through. Each call proves itself; events there are none.</summary>
internal sealed class RestSession(SocketsHttpHandler handler, FrontDoor front, string userName, ConnectionSecrets secrets, TimeProvider time) : ISession
{
    private const int MaxInFlight = 4;
    private const int MaxReason = 64 * 1024;
    private readonly SemaphoreSlim _slots = new(MaxInFlight);

    public TransportMode Mode => TransportMode.Rest;

    public LinkFault? Ended { get; private set; }

    public async Task<T> CallAsync<T>(WireCall call, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        if (Ended is { } fault) throw new LinkException(fault) { NotSent = true };
        await _slots.WaitAsync(cancellationToken);
        try
        {
            return await Stages.WithinAsync(
                LinkStage.Read, call.Limit ?? Stages.Call, $"The NAS did not answer {call.Method} in time.", time, token => SendAsync(call, read, token), cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw DialErrors.Unwrapped(exception, LinkStage.Read, front.HostHeader);
        }
        finally
        {
            _slots.Release();
        }
    }

    public Task<string?> SubscribeAsync(string name, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public Task UnsubscribeAsync(string subscription, CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        Ended ??= new LinkFault { Error = LinkError.Connection, Stage = LinkStage.Read, Message = "We ended the session." };
        handler.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<T> SendAsync<T>(WireCall call, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        var (verb, path, body) = RestRoutes.Of(call);
        using var request = new HttpRequestMessage(new HttpMethod(verb), front.Address("http", FrontDoor.RestRoot + path));
        request.Headers.Host = front.HostHeader;
        request.Headers.Authorization = Proof();
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await front.Invoker.SendAsync(request, cancellationToken);
        if (answer.StatusCode != HttpStatusCode.OK)
            throw WireErrorRules.OfStatus(call.Method, (int)answer.StatusCode, await ReasonAsync(answer.Content, cancellationToken), answer.Headers.Location?.OriginalString);
        try
        {
            await answer.Content.LoadIntoBufferAsync(MessageReader.MaxMessage, cancellationToken);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new LinkException(LinkError.Protocol, LinkStage.Read, $"The NAS answered {call.Method} with more than {MessageReader.MaxMessage >> 20} MB.", exception);
        }
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        return await ReadAsync(call, stream, read, cancellationToken);
    }

    /// <summary>As much of an error as anybody reads.</summary>
    private static async Task<string> ReasonAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(MaxReason);
        try
        {
            var length = await stream.ReadAtLeastAsync(buffer.AsMemory(0, MaxReason), MaxReason, throwOnEndOfStream: false, cancellationToken);
            return Encoding.UTF8.GetString(buffer, 0, length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task<T> ReadAsync<T>(WireCall call, Stream stream, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken);
            return read(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw new LinkException(LinkError.Protocol, LinkStage.Protocol, $"The NAS answered {call.Method} with something that is not JSON, or only half of it.", exception);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or IOException or HttpRequestException))
        {
            throw Unreadable.Of(call.Method, exception);
        }
    }

    private AuthenticationHeaderValue Proof() => secrets.ApiKey is { IsEmpty: false } key
        ? new AuthenticationHeaderValue("Bearer", key.Reveal())
        : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{userName}:{secrets.Password?.Reveal()}")));
}

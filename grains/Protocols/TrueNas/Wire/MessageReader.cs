using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Protocols.TrueNas.Wire;

/// <summary>Reads whole messages into memory that is borrowed from when the first byte is there until the message was handled.</summary>
internal sealed class MessageReader(WebSocket socket)
{
    private const int FirstBuffer = 16 * 1024;
    public const int MaxMessage = 32 * 1024 * 1024;

    /// <summary>False when the other side has closed.</summary>
    public async Task<bool> NextAsync(Action<JsonElement> take, CancellationToken cancellationToken)
    {
        var first = await socket.ReceiveAsync(Memory<byte>.Empty, cancellationToken);
        if (first.MessageType == WebSocketMessageType.Close) return false;
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        try
        {
            var length = 0;
            while (true)
            {
                if (length == buffer.Length) buffer = Larger(buffer);
                var part = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
                if (part.MessageType == WebSocketMessageType.Close) return false;
                length += part.Count;
                if (part.EndOfMessage) break;
            }
            if (length > 0) Parse(buffer.AsMemory(0, length), take);
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void Parse(ReadOnlyMemory<byte> message, Action<JsonElement> take)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(message);
        }
        catch (JsonException exception)
        {
            throw new LinkException(LinkError.Protocol, LinkStage.Protocol, "The NAS sent a message that is not JSON, or only half of it.", exception);
        }
        using (document) take(document.RootElement);
    }

    private static byte[] Larger(byte[] buffer)
    {
        if (buffer.Length >= MaxMessage) throw new LinkException(LinkError.Protocol, LinkStage.Read, $"The NAS sent a message longer than {MaxMessage >> 20} MB.");
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}

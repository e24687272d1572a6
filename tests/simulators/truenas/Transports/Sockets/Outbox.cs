using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Faults;

namespace NasOrleans.Simulators.TrueNas.Transports.Sockets;

/// <summary>Sends one message after the other, in the order in which they were posted; a caller never waits.</summary>
internal sealed class Outbox(WebSocket socket, WatchedStream stream, FaultBoard faults, Action abort)
{
    private const int Most = 20_000;
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string Padding = new('x', 70 * 1024);
    private readonly ConcurrentQueue<JsonObject> _waiting = new();
    private Task _sending = Task.CompletedTask;
    private int _posted;
    private bool _isClosed;

    public void Post(JsonObject message)
    {
        _waiting.Enqueue(message);
        if (_waiting.Count > Most) abort();
        else if (Interlocked.Increment(ref _posted) == 1) _sending = Task.Run(SendAllAsync);
    }

    /// <summary>Says goodbye after everything that was posted.</summary>
    public async Task CloseAsync(WebSocketCloseStatus status, string reason)
    {
        await _sending;
        if (_isClosed) return;
        _isClosed = true;
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived) await socket.CloseOutputAsync(status, reason, CancellationToken.None);
        }
        catch (Exception gone) when (IsGone(gone))
        {
            abort();
        }
    }

    public static bool IsGone(Exception gone) => gone is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException;

    private async Task SendAllAsync()
    {
        try
        {
            do
            {
                if (_waiting.TryDequeue(out var message)) await SendAsync(message);
            }
            while (Interlocked.Decrement(ref _posted) > 0);
        }
        catch (Exception gone) when (IsGone(gone))
        {
            abort();
        }
    }

    private async Task SendAsync(JsonObject message)
    {
        if (_isClosed || faults.Has(Fault.Deaf)) return;
        if (faults.Has(Fault.HugeAnswers)) message["padding"] = Padding;
        var text = JsonSerializer.SerializeToUtf8Bytes(message, Plain);
        if (faults.Has(Fault.GarbageFrames))
        {
            // Reserved bits and an opcode that does not exist.
            await stream.WriteAsync(new byte[] { 0xff, 0x06, 0x00, 0x9d, 0x13, 0x37, 0xe2, 0x41 });
            await stream.FlushAsync(CancellationToken.None);
        }
        else if (faults.Has(Fault.DropsMidAnswer))
        {
            await stream.WriteAsync(HalfFrame(text));
            await stream.FlushAsync(CancellationToken.None);
            abort();
        }
        else
        {
            var sent = faults.Has(Fault.TruncatedJson) ? text.AsMemory(0, text.Length - 1 - text.Length / 3) : text;
            await socket.SendAsync(sent, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
    }

    // A frame that promises more than follows.
    private static byte[] HalfFrame(byte[] text) => [0x81, 127, 0, 0, 0, 0, .. BigEndian(text.Length), .. text.AsSpan(0, text.Length / 2)];

    private static byte[] BigEndian(int number) => [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];
}

using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using NasOrleans.Simulators.Ups.Commands;
using NasOrleans.Simulators.Ups.Faults;
using NasOrleans.Simulators.Ups.Server;

namespace NasOrleans.Simulators.Ups.Wire;

/// <summary>One connection, and what its client has said of itself.</summary>
internal sealed class NutClient(NutServer server, Socket socket) : IDisposable
{
    // upsd reads that much at once, and drops the rest of it behind what it cannot parse.
    private const int ReadAtOnce = 512;
    private readonly CancellationTokenSource _cut = new();
    private readonly WordReader _reader = new();
    private readonly Answer _answer = new();
    private long _lastHeard = server.Time.GetTimestamp();
    private Stream _stream = new NetworkStream(socket, ownsSocket: true);

    public string Address { get; } = ((IPEndPoint)socket.RemoteEndPoint!).Address.ToString();

    public long Number { get; set; }

    public string? UserName { get; set; }

    public string? Password { get; set; }

    public string? LoggedInTo { get; set; }

    public bool Tracks { get; set; }

    public bool IsTls => _stream is SslStream;

    public TimeSpan Idle => server.Time.GetElapsedTime(_lastHeard);

    public async Task RunAsync()
    {
        var buffer = new byte[ReadAtOnce];
        try
        {
            while (await _stream.ReadAsync(buffer, _cut.Token) is > 0 and var read)
            {
                if (!await TakeAsync(buffer.AsMemory(0, read))) return;
            }
        }
        catch (Exception ended) when (ended is IOException or SocketException or OperationCanceledException or AuthenticationException or ObjectDisposedException)
        {
            // However it ended, it is gone.
        }
        finally
        {
            Dispose();
        }
    }

    /// <summary>Ends it; abruptly with a reset.</summary>
    public void Cut(bool abruptly = false)
    {
        try
        {
            if (abruptly) socket.LingerState = new LingerOption(true, 0);
            socket.Close();
            _cut.Cancel();
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // It had ended before.
        }
    }

    public void Dispose()
    {
        _stream.Dispose();
        _cut.Dispose();
    }

    private async Task<bool> TakeAsync(ReadOnlyMemory<byte> bytes)
    {
        for (var at = 0; at < bytes.Length; at++)
        {
            var fed = _reader.Feed(bytes.Span[at]);
            if (fed == Fed.Error)
            {
                server.Received.Add(Received.Lost, deed: null);
                return true;
            }
            if (fed == Fed.Line && !await AnswerAsync()) return false;
        }
        return true;
    }

    /// <summary>False when the conversation is over.</summary>
    private async Task<bool> AnswerAsync()
    {
        _lastHeard = server.Time.GetTimestamp();
        var holdsAll = server.Faults.Has(ServerFault.BlockedByWhoDoesNotRead);
        await server.Turn.WaitAsync(_cut.Token);
        try
        {
            _answer.Clear();
            CommandTable.Answer(new Request(server, this, _reader.Words, _answer));
            if (holdsAll) return await SendAsync();
        }
        finally
        {
            server.Turn.Release();
        }
        return await SendAsync();
    }

    private async Task<bool> SendAsync()
    {
        var delay = server.Faults.Has(ServerFault.SlowAnswers) ? server.Faults.Slowness : _answer.Delay;
        if (delay > TimeSpan.Zero) await Task.Delay(delay, server.Time, _cut.Token);
        if (_answer.IsNever || server.Faults.Has(ServerFault.NeverAnswers)) await SilenceAsync();
        if (Sabotage.Of(_answer, server.Faults) is { } spoilt)
        {
            await _stream.WriteAsync(spoilt.Bytes, _cut.Token);
            if (spoilt.FallsSilent) await SilenceAsync();
            if (spoilt.Closes) return false;
        }
        else if (server.Options.OneWritePerLine)
        {
            for (var line = 0; line < _answer.Lines; line++) await _stream.WriteAsync(_answer[line], _cut.Token);
        }
        else
        {
            await _stream.WriteAsync(_answer.All, _cut.Token);
        }
        if (_answer.StartsTls) await StartTlsAsync();
        return !_answer.Closes;
    }

    private async Task StartTlsAsync()
    {
        var tls = new SslStream(_stream);
        _stream = tls;
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = server.Certificate }, _cut.Token);
    }

    private Task SilenceAsync() => Task.Delay(Timeout.InfiniteTimeSpan, server.Time, _cut.Token);
}

using System.Net.Sockets;
using System.Text;
using NasOrleans.Simulators.Ups.Server;

namespace NasOrleans.Tests.Ups;

/// <summary>A raw connection to a NUT server.</summary>
public sealed class NutTalk : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly TcpClient _tcp;
    private readonly StringBuilder _rest = new();
    private Stream _stream;

    private NutTalk(TcpClient tcp) => (_tcp, _stream) = (tcp, tcp.GetStream());

    public TcpClient Tcp => _tcp;

    public Stream Stream
    {
        get => _stream;
        set => _stream = value;
    }

    public static Task<NutTalk> ToAsync(NutServer server) => ToAsync(server.Port);

    public static async Task<NutTalk> ToAsync(int port)
    {
        var tcp = new TcpClient();
        await tcp.ConnectAsync("127.0.0.1", port);
        return new NutTalk(tcp);
    }

    public static async Task<NutTalk> AsAsync(NutServer server, string user)
    {
        var talk = await ToAsync(server);
        Assert.Equal("OK", await talk.AskAsync($"USERNAME {user}"));
        Assert.Equal("OK", await talk.AskAsync("PASSWORD secret"));
        return talk;
    }

    public Task SendAsync(string text) => _stream.WriteAsync(Encoding.Latin1.GetBytes(text)).AsTask();

    public async Task<string> AskAsync(string line)
    {
        await SendAsync(line + "\n");
        return await LineAsync();
    }

    /// <summary>All lines of a list, or the one of a refusal.</summary>
    public async Task<string[]> ListAsync(string line)
    {
        List<string> lines = [await AskAsync(line)];
        while (!lines[^1].StartsWith("END ", StringComparison.Ordinal) && !lines[^1].StartsWith("ERR ", StringComparison.Ordinal)) lines.Add(await LineAsync());
        return [.. lines];
    }

    public async Task<string> ValueAsync(string ups, string variable)
    {
        var answer = await AskAsync($"GET VAR {ups} {variable}");
        return answer.StartsWith("ERR ", StringComparison.Ordinal) ? answer : answer.Split(' ', 4)[3].Trim('"');
    }

    public async Task<string> LineAsync()
    {
        using var deadline = new CancellationTokenSource(Limit, TimeProvider.System);
        var buffer = new byte[4096];
        while (true)
        {
            var text = _rest.ToString();
            if (text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end)
            {
                _rest.Remove(0, end + 1);
                return text[..end];
            }
            var read = await _stream.ReadAsync(buffer, deadline.Token);
            if (read == 0) throw new EndOfStreamException($"The server hung up after '{text}'.");
            _rest.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }
    }

    /// <summary>Whether the server hangs up, having said nothing more.</summary>
    public async Task<bool> IsHungUpAsync()
    {
        using var deadline = new CancellationTokenSource(Limit, TimeProvider.System);
        try
        {
            return await _stream.ReadAsync(new byte[1], deadline.Token) == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }

    public void Dispose()
    {
        _stream.Dispose();
        _tcp.Dispose();
    }
}

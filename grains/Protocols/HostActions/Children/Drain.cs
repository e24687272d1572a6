using System.Text;

namespace NasOrleans.Protocols.HostActions.Children;

/// <summary>Reads what a program says to the end, so that it never waits for us, and keeps the beginning.</summary>
internal sealed class Drain
{
    private readonly StringBuilder _kept = new();
    private readonly StreamReader _reader;
    private readonly int _most;
    private readonly CancellationTokenSource? _flooded;
    private bool _cut;

    public Drain(StreamReader reader, int most, CancellationTokenSource? flooded)
    {
        (_reader, _most, _flooded) = (reader, most, flooded);
        Ended = ReadAsync();
    }

    public Task Ended { get; }

    public (string Text, bool Cut) Said
    {
        get { lock (_kept) return (_kept.ToString(), _cut); }
    }

    private async Task ReadAsync()
    {
        var buffer = new char[4096];
        try
        {
            while (await _reader.ReadAsync(buffer) is > 0 and var read)
                if (Keep(buffer.AsSpan(0, read)) && _flooded is not null) await _flooded.CancelAsync();
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // Whoever held the other end was left behind.
        }
    }

    private bool Keep(ReadOnlySpan<char> said)
    {
        lock (_kept)
        {
            _kept.Append(said[..Math.Min(said.Length, _most - _kept.Length)]);
            return _cut |= _kept.Length >= _most;
        }
    }
}

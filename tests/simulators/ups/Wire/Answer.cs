using System.Text;

namespace NasOrleans.Simulators.Ups.Wire;

/// <summary>The lines of one answer, as bytes.</summary>
internal sealed class Answer
{
    // The buffer of upsd for a line; what is longer loses its end, the end of line included.
    private const int LongestLine = 512;
    private readonly List<int> _ends = [];
    private byte[] _bytes = new byte[2048];
    private int _length;

    public int Lines => _ends.Count;

    public ReadOnlyMemory<byte> All => _bytes.AsMemory(0, _length);

    /// <summary>The connection ends after it.</summary>
    public bool Closes { get; set; }

    /// <summary>A TLS handshake follows it.</summary>
    public bool StartsTls { get; set; }

    /// <summary>It comes that late.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>It never comes, nor does anything behind it.</summary>
    public bool IsNever { get; set; }

    public ReadOnlyMemory<byte> this[int line]
    {
        get
        {
            var start = line == 0 ? 0 : _ends[line - 1];
            return _bytes.AsMemory(start, _ends[line] - start);
        }
    }

    public void Clear()
    {
        _ends.Clear();
        (_length, Closes, StartsTls, Delay, IsNever) = (0, false, false, TimeSpan.Zero, false);
    }

    public void Say(string line)
    {
        var length = Math.Min(line.Length, LongestLine);
        if (_bytes.Length < _length + length + 1) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + length + 1));
        _length += Encoding.Latin1.GetBytes(line.AsSpan(0, length), _bytes.AsSpan(_length));
        if (length < LongestLine) _bytes[_length++] = (byte)'\n';
        _ends.Add(_length);
    }

    public void Refuse(string error) => Say($"ERR {error}");

    /// <summary>A value between quotes.</summary>
    public static string Quoted(string text)
    {
        if (text.AsSpan().IndexOfAny('"', '\\', '#') < 0) return $"\"{text}\"";
        var quoted = new StringBuilder("\"");
        foreach (var letter in text)
        {
            if (letter is '"' or '\\' or '#') quoted.Append('\\');
            quoted.Append(letter);
        }
        return quoted.Append('"').ToString();
    }
}

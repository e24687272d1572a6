namespace NasOrleans.Protocols.Nut.Wire;

/// <summary>Lines that leave together.</summary>
internal sealed class OutBuffer
{
    private byte[] _bytes = new byte[1024];
    private int _length;

    public bool IsEmpty => _length == 0;

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    public void Add(ReadOnlySpan<byte> line)
    {
        if (_length + line.Length > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + line.Length));
        line.CopyTo(_bytes.AsSpan(_length));
        _length += line.Length;
    }

    /// <summary>Nothing of it is kept: a password may have been among it.</summary>
    public void Clear()
    {
        _bytes.AsSpan(0, _length).Clear();
        _length = 0;
    }
}

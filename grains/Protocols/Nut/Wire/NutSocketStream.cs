using System.Net.Sockets;

namespace NasOrleans.Protocols.Nut.Wire;

/// <summary>
/// A stream that acknowledges at once what it receives. The server sends each line of an answer on its own and holds a line back until
/// the one before is acknowledged, which the system otherwise delays: 44 ms for an answer that takes 0.1 ms.
/// </summary>
internal sealed class NutSocketStream(Socket socket) : NetworkStream(socket, ownsSocket: true)
{
    private const int Tcp = 6;
    private const int QuickAck = 12;
    private static readonly byte[] On = BitConverter.GetBytes(1);

    private bool _canQuicken = OperatingSystem.IsLinux();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Quicken();
        return base.ReadAsync(buffer, cancellationToken);
    }

    // The system forgets it after a while, so it is said before every receive.
    private void Quicken()
    {
        if (!_canQuicken) return;
        try
        {
            Socket.SetRawSocketOption(Tcp, QuickAck, On);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It is slower without, and not wrong.
            _canQuicken = false;
        }
    }
}

using System.Net.Sockets;
using System.Text;
using NasOrleans.Silo.Commands;

namespace NasOrleans.Silo.Hosting;

/// <summary>The socket through which verbs talk to the process that owns the data folder.</summary>
internal sealed class AdminSocket
{
    // sockaddr_un.sun_path has 108 bytes, one of them the terminator.
    private const int LongestPath = 107;

    public AdminSocket(string dataFolder)
    {
        Path = System.IO.Path.Combine(dataFolder, "nas.sock");
        var length = Encoding.UTF8.GetByteCount(Path);
        if (length > LongestPath)
            throw new StartupFault(ExitCode.Storage, $"data: the path {dataFolder} is too long by {length - LongestPath} bytes for the admin socket in it; choose a shorter one");
    }

    public string Path { get; }

    /// <summary>Takes away what a killed process left behind. Only for the one who holds the folder's lock.</summary>
    public void RemoveStale() => File.Delete(Path);

    /// <summary>A connection, or null when nobody listens.</summary>
    public async Task<Stream?> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException fault)
        {
            socket.Dispose();
            if (fault.SocketErrorCode is SocketError.AccessDenied)
                throw new StartupFault(ExitCode.Storage, $"data: {Path} belongs to another user; run the command as the user that runs NasOrleans", fault);
            return null;
        }
    }
}

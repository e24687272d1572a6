using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace NasOrleans.Tests;

/// <summary>
/// The system's sshd on a free loopback port, with keys of its own. Whoever logs in sees the programs of <see cref="Programs"/>
/// first: small scripts in the place of smartctl and shutdown. A shell stands between and ends it with its input.
/// </summary>
public sealed class SshServer : IAsyncDisposable
{
    private const string Supervise = """
        "$@" </dev/null & server=$!
        read -r _
        kill -TERM $server
        wait $server
        """;

    private readonly TempFolder _folder = new();
    private Process? _shell;

    private SshServer() { }

    public int Port { get; } = FreePort();

    public string UserName => Environment.UserName;

    public string Key => File.ReadAllText(_folder.File("user"));

    /// <summary>As ssh-keygen prints it, which is not our code.</summary>
    public string Fingerprint => FingerprintOf("host");

    public string Programs => Directory.CreateDirectory(_folder.File("bin")).FullName;

    public static async Task<SshServer> StartAsync()
    {
        var server = new SshServer();
        server.Make("host");
        server.Make("user");
        File.Copy(server._folder.File("user.pub"), server._folder.File("authorized"));
        // Without it a server that root starts refuses to.
        if (SystemProgram.IsRoot) Directory.CreateDirectory("/run/sshd");
        server.Configure();
        await server.RunAsync();
        return server;
    }

    /// <summary>A private key that the server does not know.</summary>
    public string StrangersKey() => File.ReadAllText(Make("stranger"));

    /// <summary>The server as somebody set it up anew: other key, same place.</summary>
    public async Task ChangeHostKeyAsync()
    {
        await EndAsync();
        File.Delete(_folder.File("host"));
        File.Delete(_folder.File("host.pub"));
        Make("host");
        await RunAsync();
    }

    public void Provide(string program, string script)
    {
        var path = Path.Combine(Programs, program);
        File.WriteAllText(path, "#!/bin/sh\n" + script.ReplaceLineEndings("\n") + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string PathOf(string name) => _folder.File(name);

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _folder.Dispose();
    }

    public async Task EndAsync()
    {
        if (_shell is null) return;
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
        _shell = null;
    }

    private async Task RunAsync()
    {
        var sshd = SystemProgram.Find("sshd", "openssh-server", out var missing) ?? throw new InvalidOperationException(missing);
        _shell = Process.Start(new ProcessStartInfo("sh", ["-c", Supervise, "sh", sshd, "-D", "-E", _folder.File("sshd.log"), "-f", _folder.File("sshd_config")])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
        })!;
        await Eventually.IsTrue(Answers, $"sshd listens: {(File.Exists(_folder.File("sshd.log")) ? File.ReadAllText(_folder.File("sshd.log")) : "no log")}");
    }

    private async Task<bool> Answers()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void Configure() => File.WriteAllText(_folder.File("sshd_config"), $"""
        ListenAddress 127.0.0.1
        Port {Port}
        HostKey {_folder.File("host")}
        AuthorizedKeysFile {_folder.File("authorized")}
        PidFile none
        UsePAM no
        StrictModes no
        PermitRootLogin prohibit-password
        PasswordAuthentication no
        KbdInteractiveAuthentication no
        SetEnv PATH={Programs}:/usr/bin:/bin HOME={_folder.Root}

        """);

    private string Make(string name)
    {
        Must("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", _folder.File(name));
        return _folder.File(name);
    }

    private string FingerprintOf(string name) => Must("ssh-keygen", "-l", "-f", _folder.File(name + ".pub")).Split(' ')[1];

    private static string Must(string program, params string[] arguments)
    {
        var (exitCode, output) = SystemProgram.Run(program, arguments);
        return exitCode == 0 ? output : throw new InvalidOperationException($"{program}: {output}");
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}

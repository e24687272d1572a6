using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace NasOrleans.Tests.Ups;

/// <summary>A fact that leans on the programs of NUT; without them it is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NutFactAttribute : FactAttribute
{
    public NutFactAttribute()
    {
        if (!File.Exists(RealUpsd.Program) || SystemProgram.Find("upsc", "nut-client", out _) is null || !SystemProgram.IsRoot) Skip = "needs nut-server and nut-client, and root";
    }
}

/// <summary>A real upsd with one dummy UPS, in a folder of its own.</summary>
public sealed class RealUpsd : IAsyncDisposable
{
    public const string Program = "/lib/nut/upsd";
    private readonly TempFolder _folder = new();
    private readonly List<Process> _processes = [];

    private RealUpsd(int port) => Port = port;

    public int Port { get; }

    public static async Task<RealUpsd> StartAsync()
    {
        var real = new RealUpsd(FreePort());
        try
        {
            real.Write("upsd.conf", $"LISTEN 127.0.0.1 {real.Port}\n");
            real.Write("ups.conf", "user = root\npollinterval = 1\n[ups1]\ndriver = dummy-ups\nport = ups1.dev\ndesc = \"Simulated UPS 1\"\n[ups2]\ndriver = dummy-ups\nport = ups2.dev\ndesc = \"Simulated UPS 2\"\n");
            real.Write("ups1.dev", "ups.status: OL\nups.load: 25\nbattery.charge: 100\n");
            real.Write("upsd.users", "[admin]\npassword = secret\nactions = SET\nactions = FSD\ninstcmds = ALL\n[primary]\npassword = secret\nupsmon primary\n[secondary]\npassword = secret\nupsmon secondary\n[nobody]\npassword = secret\n");
            real.Run("/lib/nut/dummy-ups", "-a", "ups1", "-u", "root", "-F");
            real.Run(Program, "-F", "-u", "root");
            await Eventually.IsTrue(real.IsReadyAsync, "upsd knows its UPS");
            return real;
        }
        catch
        {
            await real.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
        _folder.Dispose();
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var talk = await NutTalk.ToAsync(Port);
            return await talk.ValueAsync("ups1", "ups.status") == "OL";
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void Write(string name, string text)
    {
        var file = _folder.File(name);
        File.WriteAllText(file, text);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private void Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var variable in (string[])["NUT_CONFPATH", "NUT_STATEPATH", "NUT_ALTPIDPATH"]) start.Environment[variable] = _folder.Root;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _processes.Add(process);
    }

    private static int FreePort()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)taken.LocalEndPoint!).Port;
    }
}

using System.Buffers.Binary;
using System.Net.Sockets;

namespace NasOrleans.Tests.E2e;

/// <summary>What an operator can get wrong: one clear line each, no stack trace, an exit code that says which kind.</summary>
public sealed class BadStartTests : IDisposable
{
    private const int Configuration = 2, Storage = 3, Address = 4;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_PortInUse_NamesTheAddress()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port.ToString();
        Refused(await Run("--port", port), Address, "server.port", port, "in use");
    }

    [Fact]
    public async Task Run_AddressOfAnotherHost_Said() => Refused(await Run("--server.address", "192.0.2.1"), Address, "server.address", "192.0.2.1");

    [Fact]
    public async Task Run_FolderThatCannotBeWritten_NamesIt()
    {
        await File.WriteAllTextAsync(_folder.File("data"), "a file, no folder");
        Refused(await Run(), Storage, _folder.File("data"), "cannot be written");
    }

    [Fact]
    public async Task Run_FolderInUse_NamesTheProcess()
    {
        await using var nas = await NasProcess.StartAsync();
        Refused(await nas.VerbAsync("run", "--port", "0"), Storage, nas.Data, $"process {nas.Id}");
        Assert.Equal(HttpStatusCode.OK, await nas.StatusAsync("/health/ready"));
    }

    [Fact]
    public async Task Run_UnknownKey_SaysLineAndMeaning()
    {
        await File.WriteAllTextAsync(_folder.File("nas.yaml"), "server:\n  prot: 80\n");
        Refused(await Run(), Configuration, "nas.yaml:2: server.prot: unknown key, did you mean server.port?");
    }

    [Fact]
    public async Task Run_WrongType_SaysWhatIsAllowed() =>
        Refused(await Run("--server.port", "eighty"), Configuration, "--server.port: server.port: 'eighty' is not a whole number from 0 to 65535");

    [Fact]
    public async Task Run_UnknownOption_PointsToHelp()
    {
        var ended = await Run("--prot", "80");
        Assert.Equal(Configuration, ended.ExitCode);
        Assert.Contains("--prot", ended.Errors);
        Assert.Empty(ended.Output);
    }

    [Fact]
    public async Task Run_SecretsKeyMissingWhileDataExists_RefusesAndMakesNone()
    {
        await RunOnce();
        File.Delete(_folder.File("data/secrets.key"));
        Refused(await Run(), Storage, "secrets.key", "missing");
        Assert.False(File.Exists(_folder.File("data/secrets.key")));
    }

    [Fact]
    public async Task Run_StateGoneBesideAHistory_RefusesInsteadOfStartingAnew()
    {
        await RunOnce();
        File.Delete(_folder.File("data/state.db"));
        Refused(await Run(), Storage, "state.db", "missing or empty", "history.db");
        Assert.False(File.Exists(_folder.File("data/state.db")));
    }

    [Fact]
    public async Task Run_GivenSecretsKeyIsNone_Refuses()
    {
        await File.WriteAllTextAsync(_folder.File("nas.yaml"), "secretsKey: short\n");
        Refused(await Run(), Storage, "given secrets key", "32 bytes");
    }

    [Fact]
    public async Task Run_SecretsKeyDamaged_Refuses()
    {
        await RunOnce();
        await File.WriteAllTextAsync(_folder.File("data/secrets.key"), "short");
        Refused(await Run(), Storage, "secrets.key", "damaged");
    }

    [Theory]
    [InlineData("state.db")]
    [InlineData("history.db")]
    public async Task Run_NewerSchema_RefusesAndLeavesTheFile(string name)
    {
        await RunOnce();
        // https://www.sqlite.org/fileformat2.html: the user version stands at offset 60.
        var file = _folder.File($"data/{name}");
        var bytes = await File.ReadAllBytesAsync(file);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(60), 9999);
        await File.WriteAllBytesAsync(file, bytes);
        Refused(await Run(), Storage, name, "newer");
        Assert.Equal(bytes, await File.ReadAllBytesAsync(file));
    }

    [Fact]
    public async Task Run_ForeignFile_RefusesAndLeavesIt()
    {
        await RunOnce();
        await File.WriteAllTextAsync(_folder.File("data/state.db"), "not a database at all");
        Refused(await Run(), Storage, "state.db");
        Assert.Equal("not a database at all", await File.ReadAllTextAsync(_folder.File("data/state.db")));
    }

    [Fact]
    public async Task Run_PathTooLongForTheSocket_SaysSo()
    {
        var deep = _folder.File(new string('d', 120));
        Refused(await NasProgram.RunAsync(_folder.Root, null, "run", "--port", "0", "--data", deep), Storage, "too long");
    }

    private static void Refused(Ended ended, int exitCode, params string[] said)
    {
        Assert.True(ended.ExitCode == exitCode, $"exit code {ended.ExitCode}: {ended.Output}{ended.Errors}");
        var line = Assert.Single(ended.ErrorLines);
        Assert.All(said, part => Assert.Contains(part, line));
        Assert.DoesNotContain("   at ", ended.Output);
        Assert.DoesNotContain("Exception", ended.Output + ended.Errors);
    }

    private Task<Ended> Run(params string[] arguments) =>
        NasProgram.RunAsync(_folder.Root, null, ["run", "--data", _folder.File("data"), .. arguments.Any(given => given.EndsWith("port", StringComparison.Ordinal)) ? arguments : [.. arguments, "--port", "0"]]);

    // The first start makes all that a folder holds.
    private async Task RunOnce()
    {
        await using var nas = await NasProcess.StartAsync();
        Assert.Equal(0, await nas.StopAsync());
        Directory.Move(nas.Data, _folder.File("data"));
    }
}

using NasOrleans.Silo.Configuration;

namespace NasOrleans.Tests.Unit.Configuration;

public sealed class SettingsLoaderTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, string> _environment = [];
    private readonly Dictionary<string, string> _commandLine = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_Nothing_DefaultsWithoutFile()
    {
        var loaded = Load();
        Assert.Empty(loaded.Problems);
        Assert.Null(loaded.File);
        Assert.Equal(8080, loaded.Settings.Server.Port);
        Assert.Equal(TimeSpan.FromSeconds(120), loaded.Settings.Systems.StaleAfter);
        Assert.All(loaded.Values, value => Assert.Equal("default", value.Origin));
    }

    [Fact]
    public void Load_SameKeyInAllPlaces_LaterWinsAndSaysWhere()
    {
        Write("server:\n  port: 1001\n  drainTime: 1s\n  stopTimeout: 30s\n");
        _environment["NAS_SERVER_PORT"] = "1002";
        _environment["NAS_SERVER_DRAIN_TIME"] = "2s";
        _commandLine["server.port"] = "1003";
        var loaded = Load();
        Assert.Empty(loaded.Problems);
        Assert.Equal((1003, "--server.port"), (loaded.Settings.Server.Port, loaded["server.port"].Origin));
        Assert.Equal((TimeSpan.FromSeconds(2), "NAS_SERVER_DRAIN_TIME"), (loaded.Settings.Server.DrainTime, loaded["server.drainTime"].Origin));
        Assert.Equal((TimeSpan.FromSeconds(30), "nas.yaml:4"), (loaded.Settings.Server.StopTimeout, loaded["server.stopTimeout"].Origin));
    }

    [Theory]
    [InlineData("server:\n  prot: 1", "nas.yaml:2: server.prot: unknown key, did you mean server.port?")]
    [InlineData("sevrer:\n  port: 1\n  address: x", "nas.yaml:2: sevrer: unknown key, did you mean server?")]
    [InlineData("port: 1", "nas.yaml:1: port: unknown key, did you mean server.port?")]
    [InlineData("waker:\n  xyzzy: 1", "nas.yaml:2: waker.xyzzy: unknown key, allowed are waker.interval, waker.patience")]
    [InlineData("server: 80", "nas.yaml:1: server: is a section, its keys are server.address, server.port, server.drainTime, server.stopTimeout, server.tls")]
    [InlineData("role:\n  a: 1", "nas.yaml:2: role: has no keys below it, it takes all, silo, api")]
    [InlineData("server:\n  port: eighty", "nas.yaml:2: server.port: 'eighty' is not a whole number from 0 to 65535")]
    [InlineData("server:\n  port: 99999999999", "nas.yaml:2: server.port: '99999999999' is out of range, allowed is a whole number from 0 to 65535")]
    [InlineData("server:\n  port: [1]", "nas.yaml:2: server.port: is a list, allowed is a whole number from 0 to 65535")]
    [InlineData("waker:\n  interval: 5", "nas.yaml:2: waker.interval: '5' is not a duration such as 90s, 5m or 2h30m from 1s to 1m")]
    [InlineData("waker:\n  interval: 2h", "nas.yaml:2: waker.interval: '2h' is out of range, allowed is a duration such as 90s, 5m or 2h30m from 1s to 1m")]
    [InlineData("log:\n  console: yes", "nas.yaml:2: log.console: 'yes' is not true or false")]
    [InlineData("log:\n  level: loud", "nas.yaml:2: log.level: 'loud' is not allowed, allowed are verbose, debug, information, warning, error")]
    [InlineData("data: ''", "nas.yaml:1: data: must not be empty")]
    [InlineData("adminPassword: short", "nas.yaml:1: adminPassword: is too short, at least 12 characters are needed")]
    [InlineData("telemetry:\n  otlp:\n    endpoint: collector", "nas.yaml:3: telemetry.otlp.endpoint: 'collector' is not an http:// or https:// address")]
    public void Load_OneFault_OneLineWithPlaceKeyAndAdvice(string yaml, string line)
    {
        Write(yaml);
        Assert.Equal(line, Assert.Single(Load().Problems).ToString());
    }

    [Fact]
    public void Load_FiveFaults_FiveLines()
    {
        Write("server:\n  prot: 1\n  port: x\nlog:\n  level: loud\n  level: debug\nsystems:\n  staleAfter: 10m\n");
        Assert.Equal(5, Load().Problems.Count);
    }

    [Fact]
    public void Load_FaultsOfEveryPlace_AllTold()
    {
        Write("role: none");
        _environment["NAS_SERVER_PORT"] = "-1";
        _commandLine["log.filesKept"] = "0";
        Assert.Equal(["nas.yaml:1", "NAS_SERVER_PORT", "--log.filesKept"], Load().Problems.Select(problem => problem.Where));
    }

    [Fact]
    public void Load_SecretFromFile_ValueWithoutLineBreak()
    {
        File.WriteAllText(_folder.File("secret"), "correct horse battery\n");
        _environment["NAS_ADMIN_PASSWORD_FILE"] = "secret";
        var loaded = Load();
        Assert.Equal("correct horse battery", loaded.Settings.AdminPassword);
        Assert.Equal(("***", "NAS_ADMIN_PASSWORD_FILE (secret)"), (loaded["adminPassword"].Shown, loaded["adminPassword"].Origin));
    }

    [Fact]
    public void Load_SecretAndItsFile_OnlyOneAllowed()
    {
        _environment["NAS_ADMIN_PASSWORD"] = "correct horse battery";
        _environment["NAS_ADMIN_PASSWORD_FILE"] = "secret";
        Assert.Equal("NAS_ADMIN_PASSWORD_FILE: adminPassword: NAS_ADMIN_PASSWORD is set as well; only one of them is allowed", Assert.Single(Load().Problems).ToString());
    }

    [Fact]
    public void Load_SecretFileMissing_Said()
    {
        _environment["NAS_STORAGE_CONNECTION_FILE"] = "nowhere";
        Assert.Equal("NAS_STORAGE_CONNECTION_FILE: storage.connection: the file nowhere does not exist", Assert.Single(Load().Problems).ToString());
    }

    [Fact]
    public void Load_FileVariableOfNoSecret_IsAStranger()
    {
        _environment["NAS_SERVER_PORT_FILE"] = "port";
        Assert.Empty(Load().Problems);
        Assert.StartsWith("NAS_SERVER_PORT_FILE: no setting has", Assert.Single(Load().Warnings));
    }

    [Fact]
    public void Load_UnknownVariable_WarningWithAdvice()
    {
        _environment["NAS_SERVER_PROT"] = "1";
        var loaded = Load();
        Assert.Empty(loaded.Problems);
        Assert.Equal("NAS_SERVER_PROT: no setting has this environment variable, did you mean NAS_SERVER_PORT?", Assert.Single(loaded.Warnings));
    }

    [Fact]
    public void Load_WrongSecret_IsNotRepeated()
    {
        _environment["NAS_ADMIN_PASSWORD"] = "hunter2";
        Assert.DoesNotContain("hunter2", Assert.Single(Load().Problems).ToString());
    }

    [Fact]
    public void Load_FileInDataFolder_Found()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Root, "d"));
        File.WriteAllText(Path.Combine(_folder.Root, "d", "nas.yaml"), "server: { port: 7 }");
        _commandLine["data"] = "d";
        Assert.Equal((7, Path.Combine(_folder.Root, "d", "nas.yaml")), (Load().Settings.Server.Port, Load().File));
        Write("server: { port: 8 }");
        Assert.Equal(8, Load().Settings.Server.Port);
    }

    [Fact]
    public void Load_NamedFileMissing_SaysWhoNamedIt()
    {
        _environment["NAS_CONFIG"] = "other.yaml";
        Assert.Equal("NAS_CONFIG: the file other.yaml does not exist", Assert.Single(Load().Problems).ToString());
        Assert.Equal("--config: the file third.yaml does not exist", Assert.Single(Load("third.yaml").Problems).ToString());
    }

    [Fact]
    public void Load_ListFromEnvironment_SplitAtCommas()
    {
        _environment["NAS_TELEMETRY_PROMETHEUS_ALLOW"] = "10.0.0.0/8, 127.0.0.1";
        Assert.Equal(["10.0.0.0/8", "127.0.0.1"], Load().Settings.Telemetry.PrometheusAllow);
    }

    [Fact]
    public void Load_NullOverridesNothing_DefaultStays()
    {
        Write("server:\n  port:\nlog: ~\n");
        Assert.Empty(Load().Problems);
        Assert.Equal(8080, Load().Settings.Server.Port);
    }

    private void Write(string yaml) => File.WriteAllText(_folder.File("nas.yaml"), yaml);

    private LoadedSettings Load(string? file = null) => SettingsLoader.Load(new SettingSources
    {
        ConfigFile = file,
        Environment = _environment,
        CommandLine = _commandLine,
        WorkingDirectory = _folder.Root,
    });
}

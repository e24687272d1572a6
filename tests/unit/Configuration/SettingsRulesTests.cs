using NasOrleans.Silo.Configuration;

namespace NasOrleans.Tests.Unit.Configuration;

public sealed class SettingsRulesTests
{
    public static TheoryData<string, string> Faults => new()
    {
        { "storage.engine=postgres", "storage.connection: is needed with storage.engine: postgres" },
        { "server.drainTime=30s", "--server.drainTime: server.drainTime: 30s has to be shorter than server.stopTimeout (20s)" },
        { "server.address=example.org", "--server.address: server.address: 'example.org' is not an IP address, localhost or *" },
        { "server.tls.key=/nowhere/key", "server.tls.certificate: is needed with server.tls.key or server.tls.password" },
        { "server.tls.certificate=/nowhere/cert", "--server.tls.certificate: server.tls.certificate: the file /nowhere/cert does not exist" },
        { "cluster.siloPort=30000", "cluster.gatewayPort: 30000 is cluster.siloPort as well; they have to differ" },
        { "cluster.advertisedAddress=me", "--cluster.advertisedAddress: cluster.advertisedAddress: 'me' is not an IP address" },
        { "log.timeZone=Mars/Olympus", "--log.timeZone: log.timeZone: 'Mars/Olympus' is not a time zone of this host; allowed are names such as Europe/Berlin" },
        { "telemetry.prometheusAllow=10.0.0.0/40", "--telemetry.prometheusAllow: telemetry.prometheusAllow: '10.0.0.0/40' is not an address or a network such as 10.0.0.0/8" },
        { "systems.staleAfter=10m", "systems.offlineAfter: 5m has to be longer than systems.staleAfter (10m)" },
    };

    [Theory, MemberData(nameof(Faults))]
    public void Check_SettingsThatExcludeEachOther_SaidWithTheirPlace(string setting, string line) =>
        Assert.Contains(line, Load(setting).Problems.Select(problem => problem.ToString()));

    [Theory]
    [InlineData("Host=db;Database=nas;Username=nas;Password=secret", true)]
    [InlineData("Hots=db;Password=secret", false)]
    [InlineData("Database=nas", false)]
    [InlineData("secret", false)]
    public void Check_ConnectionString_IsOneOfNpgsqlAndNeverRepeated(string connection, bool fine)
    {
        var loaded = SettingsLoader.Load(new SettingSources
        {
            CommandLine = new Dictionary<string, string> { ["storage.engine"] = "postgres" },
            Environment = new Dictionary<string, string> { ["NAS_STORAGE_CONNECTION"] = connection },
            WorkingDirectory = Path.GetTempPath(),
        });
        if (fine) Assert.Empty(loaded.Problems);
        else Assert.Equal("NAS_STORAGE_CONNECTION: storage.connection: is not a connection string of Npgsql", Assert.Single(loaded.Problems).ToString());
    }

    [Theory]
    [InlineData("server.address=*")]
    [InlineData("server.address=::1")]
    [InlineData("log.timeZone=Europe/Berlin")]
    [InlineData("telemetry.prometheusAllow=10.0.0.0/8,::1,127.0.0.1")]
    [InlineData("cluster.advertisedAddress=10.0.0.1")]
    public void Check_Allowed_NoProblem(string setting) => Assert.Empty(Load(setting).Problems);

    [Theory]
    [InlineData("silo")]
    [InlineData("api")]
    public void Check_ClusterRoleWithoutTheSharedKey_Refused(string role)
    {
        var sources = new SettingSources { CommandLine = new Dictionary<string, string> { ["role"] = role }, WorkingDirectory = Path.GetTempPath() };
        Assert.Contains(SettingsLoader.Load(sources).Problems, problem => problem.Key == "secretsKey" && problem.What.Contains("NAS_SECRETS_KEY", StringComparison.Ordinal));
        Assert.DoesNotContain(SettingsLoader.Load(sources with { Environment = new Dictionary<string, string> { ["NAS_SECRETS_KEY"] = new('A', 44) } }).Problems, problem => problem.Key == "secretsKey");
    }

    private static LoadedSettings Load(string setting)
    {
        var parts = setting.Split('=', 2);
        return SettingsLoader.Load(new SettingSources { CommandLine = new Dictionary<string, string> { [parts[0]] = parts[1] }, WorkingDirectory = Path.GetTempPath() });
    }
}

using NasOrleans.Power.Sources;
using NasOrleans.Silo.Configuration;
using NasOrleans.Silo.Hosting;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Tests.Unit.Configuration;

public sealed class OtherVariablesTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("1", true)]
    [InlineData("TRUE", true)]
    [InlineData("yes", true)]
    [InlineData("On", true)]
    [InlineData("", true)]
    [InlineData("  ", true)]
    [InlineData("0", false)]
    [InlineData("false", false)]
    [InlineData("off", false)]
    [InlineData("enabled", false)]
    public void PulseFlag_InItsOwnManner_Read(string text, bool enabled)
    {
        _environment["PULSE_ENABLE_TRUENAS"] = text;
        Assert.Equal(enabled, Load().Settings.EnableTruenas);
    }

    [Theory]
    [InlineData("Yes", true)]
    [InlineData("0", false)]
    public void OurFlag_InWordsOfAnEnvironment_Read(string text, bool enabled)
    {
        _environment["NAS_ENABLE_TRUENAS"] = text;
        Assert.Equal(enabled, Load().Settings.EnableTruenas);
    }

    [Fact]
    public void OurFlag_NoSuchWord_IsAFault()
    {
        _environment["NAS_ENABLE_TRUENAS"] = "treu";
        Assert.Equal("NAS_ENABLE_TRUENAS: enableTruenas: 'treu' is not true or false", Assert.Single(Load().Problems).ToString());
    }

    [Fact]
    public void Flag_OfBothNames_OursWins()
    {
        _environment["PULSE_ENABLE_TRUENAS"] = "off";
        _environment["NAS_ENABLE_TRUENAS"] = "true";
        Assert.Equal((true, "NAS_ENABLE_TRUENAS"), (Load().Settings.EnableTruenas, Load()["enableTruenas"].Origin));
    }

    [Fact]
    public void ShutdownScriptsVariables_All_AreAConnection()
    {
        _environment["TRUENAS_HOST"] = "nas.example:444";
        _environment["TRUENAS_USERNAME"] = "admin";
        _environment["TRUENAS_PASSWORD"] = "secure_password";
        _environment["USE_SSL"] = "False";
        var nas = Load().Settings.Truenas;
        Assert.Equal(("nas.example:444", "admin", "secure_password", false), (nas.Host, nas.Username, nas.Password, nas.UseSsl));
        Assert.Equal("***", Load()["truenas.password"].Shown);
        Assert.Empty(Load().Warnings);
    }

    [Fact]
    public void Password_FromAFile_Read()
    {
        File.WriteAllText(_folder.File("secret"), "from a file\n");
        _environment["TRUENAS_HOST"] = "nas.example";
        _environment["TRUENAS_USERNAME"] = "admin";
        _environment["TRUENAS_PASSWORD_FILE"] = "secret";
        Assert.Equal("from a file", Load().Settings.Truenas.Password);
    }

    [Fact]
    public void UseSsl_WithoutAHost_IsSomebodyElses()
    {
        _environment["USE_SSL"] = "maybe";
        _environment["TRUENAS_USERNAME"] = "admin";
        Assert.Empty(Load().Problems);
        Assert.Null(Load().Settings.Truenas.Username);
    }

    [Fact]
    public void Host_InTheFileAsWell_EnvironmentWins()
    {
        File.WriteAllText(_folder.File("nas.yaml"), "truenas: { host: one.example, apiKey: k }\n");
        Assert.Equal("one.example", Load().Settings.Truenas.Host);
        Assert.Equal(ConnectionOrigin.File, ConnectionImport.OriginOf(Load()));
        _environment["TRUENAS_HOST"] = "two.example";
        Assert.Equal(("two.example", "TRUENAS_HOST"), (Load().Settings.Truenas.Host, Load()["truenas.host"].Origin));
        Assert.Equal(ConnectionOrigin.Environment, ConnectionImport.OriginOf(Load()));
    }

    [Theory]
    [InlineData("TRUENAS_USERNAME", "admin", "truenas.apiKey: is needed, or truenas.username with truenas.password")]
    [InlineData("TRUENAS_HOST", "nas:x", "TRUENAS_HOST: truenas.host: 'nas:x' is not a host such as nas.example or nas.example:444")]
    [InlineData("USE_SSL", "maybe", "USE_SSL: truenas.useSsl: 'maybe' is not true or false")]
    [InlineData("NAS_TRUENAS_FINGERPRINT", "abc", "NAS_TRUENAS_FINGERPRINT: truenas.fingerprint: 'abc' is not allowed, allowed is 64 hexadecimal digits, with or without colons")]
    public void Connection_ThatCannotWork_IsAFaultOfTheConfiguration(string variable, string value, string fault)
    {
        _environment["TRUENAS_HOST"] = "nas.example";
        _environment[variable] = value;
        Assert.Contains(fault, Load().Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void ApiKey_WithoutTls_Refused()
    {
        _environment["TRUENAS_HOST"] = "nas.example";
        _environment["TRUENAS_API_KEY"] = "1-key";
        _environment["USE_SSL"] = "false";
        Assert.StartsWith("USE_SSL: truenas.useSsl: an API key goes over TLS alone", Assert.Single(Load().Problems).ToString());
    }

    [Fact]
    public void ShutdownScriptsVariables_OfPower_AreASource()
    {
        _environment["POWER_CHECK_URL"] = "http://192.168.1.11";
        _environment["INTERVAL_CHECK_ENABLED"] = "True";
        _environment["CHECK_INTERVAL"] = "90";
        _environment["TOTAL_CHECKS"] = "3";
        Assert.Empty(Load().Problems);
        Assert.Empty(Load().Warnings);
        Assert.Equal(PowerOrigin.Environment, Check(Load()).Origin);

        var config = Check(Load()).Config;

        Assert.Equal((ProbeKind.Http, "http://192.168.1.11", ProbeMode.Verified), (config.Probe!.Kind, config.Probe.Target, config.Probe.Mode));
        Assert.Equal((TimeSpan.FromSeconds(90), 3), (config.Probe.CheckInterval, config.Probe.TotalChecks));
        Assert.Empty(SourceConfigRules.Problems(config));
    }

    [Theory]
    [InlineData("")]
    [InlineData("false")]
    public void PowerUrl_Alone_IsCheckedOnceAMinuteAndBelievedAtOnce(string verified)
    {
        _environment["POWER_CHECK_URL"] = "http://192.168.1.11";
        _environment["INTERVAL_CHECK_ENABLED"] = verified;

        var probe = Check(Load()).Config.Probe!;

        Assert.Equal((ProbeMode.Immediate, TimeSpan.FromMinutes(1), 5), (probe.Mode, probe.CheckInterval, probe.TotalChecks));
    }

    [Fact]
    public void CheckInterval_WithoutAUrl_IsSomebodyElses()
    {
        _environment["CHECK_INTERVAL"] = "5";
        _environment["TOTAL_CHECKS"] = "many";
        Assert.Empty(Load().Problems);
    }

    [Fact]
    public void PowerUrl_InTheFileAsWell_EnvironmentWins()
    {
        File.WriteAllText(_folder.File("nas.yaml"), "powerCheck: { url: http://one.example, interval: 2m }\n");
        Assert.Equal((PowerOrigin.File, TimeSpan.FromMinutes(2)), (Check(Load()).Origin, Load().Settings.PowerCheck.Interval));
        _environment["POWER_CHECK_URL"] = "http://two.example";
        Assert.Equal((PowerOrigin.Environment, "http://two.example"), (Check(Load()).Origin, Load().Settings.PowerCheck.Url));
    }

    [Theory]
    [InlineData("POWER_CHECK_URL", "192.168.1.11", "POWER_CHECK_URL: powerCheck.url: '192.168.1.11' is not an http or https URL such as http://192.168.1.11")]
    [InlineData("POWER_CHECK_URL", "http://me:pw@host", "POWER_CHECK_URL: powerCheck.url: must not hold name and password, because it is shown; give them to the source as its authorization over the API")]
    [InlineData("CHECK_INTERVAL", "59", "CHECK_INTERVAL: powerCheck.interval: '59s' is out of range, allowed is a duration such as 90s, 5m or 2h30m from 1m to 1h")]
    [InlineData("CHECK_INTERVAL", "3601", "CHECK_INTERVAL: powerCheck.interval: '3601s' is out of range, allowed is a duration such as 90s, 5m or 2h30m from 1m to 1h")]
    [InlineData("TOTAL_CHECKS", "1", "TOTAL_CHECKS: powerCheck.checks: '1' is out of range, allowed is a whole number from 2 to 10")]
    [InlineData("INTERVAL_CHECK_ENABLED", "maybe", "INTERVAL_CHECK_ENABLED: powerCheck.verified: 'maybe' is not true or false")]
    public void PowerCheck_ThatCannotWork_IsAFaultOfTheConfiguration(string variable, string value, string fault)
    {
        _environment["POWER_CHECK_URL"] = "http://192.168.1.11";
        _environment[variable] = value;
        Assert.Contains(fault, Load().Problems.Select(problem => problem.ToString()));
    }

    private LoadedSettings Load() => SettingsLoader.Load(new SettingSources { Environment = _environment, WorkingDirectory = _folder.Root });

    private static SourceStart Check(LoadedSettings loaded) => Assert.Single(loaded.Power.Sources);
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Mvc;
using NasOrleans.Api.Connections;
using NasOrleans.Api.Errors;
using NasOrleans.Secrets;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Tests.Api.Connections;

public sealed class ConnectionInputTests
{
    private const string Sha = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    private const string ShellKey = "-----BEGIN OPENSSH PRIVATE KEY-----\nx\n-----END OPENSSH PRIVATE KEY-----";

    private static readonly ConnectionBody Minimal = new() { Host = "nas.example", ApiKey = "1-key" };
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(60);

    [Fact]
    public void Read_Minimal_TakesTheDefaults()
    {
        var draft = Read(Minimal)!;

        Assert.Equal(("nas.example", "nas.example"), (draft.System.Name, draft.System.Host));
        Assert.Equal((null, true, TlsTrust.SystemCa, Usual, true), (draft.Config.Port, draft.Config.UseHttps, draft.Config.Trust, draft.Config.PollInterval, draft.Config.Enabled));
        Assert.Equal("1-key", draft.Secrets.ApiKey!.Value.Reveal());
        Assert.False(draft.AcceptNew);
    }

    [Theory]
    [InlineData("nas.example:444", null, "nas.example", 444)]
    [InlineData("nas.example", 444, "nas.example", 444)]
    [InlineData("nas.example:444", 444, "nas.example", 444)]
    [InlineData("[fd00::1]:444", null, "fd00::1", 444)]
    public void Read_Host_MayCarryThePort(string host, int? port, string expectedHost, int? expectedPort)
    {
        var config = Read(Minimal with { Host = host, Port = port })!.Config;
        Assert.Equal((expectedHost, expectedPort), (config.Host, config.Port));
    }

    [Theory]
    [InlineData("elsewhere.example", null, true, null, false)]
    [InlineData("nas.example", 444, true, null, false)]
    [InlineData("nas.example", null, false, null, false)]
    [InlineData("nas.example", null, true, true, false)]
    [InlineData("NAS.example", 443, true, null, true)]
    public void Read_StoredSecret_GoesNowhereElse(string host, int? port, bool useHttps, bool? anyCertificate, bool kept)
    {
        var stored = new ConnectionSnapshot { Config = new() { Host = "nas.example", UserName = "root" }, HasPassword = true };
        var body = new ConnectionBody { Host = host, Port = port, UseHttps = useHttps, InsecureSkipVerify = anyCertificate, Username = "root", Password = Secret.Mask };

        var invalid = new Invalid();
        ConnectionInput.Read(body, stored, Usual, invalid);

        Assert.Equal(kept, !invalid.Any);
        Assert.NotNull(Read(body with { Password = "entered again" }, stored));
    }

    [Fact]
    public void Read_KeyUnderItsOldName_IsTheKey() =>
        Assert.Equal("1-old", Read(new() { Host = "nas", ApiKeyOldName = "1-old" })!.Secrets.ApiKey!.Value.Reveal());

    [Fact]
    public void Read_AllMonitorsOff_MeansAllOn()
    {
        var config = Read(Minimal with { MonitorDatasets = false, MonitorPools = false, MonitorReplication = false })!.Config;
        Assert.Equal((true, true, true), (config.MonitorDatasets, config.MonitorPools, config.MonitorReplication));
        Assert.False(Read(Minimal with { MonitorDatasets = false })!.Config.MonitorDatasets);
    }

    [Theory]
    [InlineData(Sha)]
    [InlineData("SHA256:" + Sha)]
    [InlineData("00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF")]
    public void Read_Fingerprint_PinsInOneForm(string text)
    {
        var config = Read(Minimal with { Fingerprint = text })!.Config;
        Assert.Equal((TlsTrust.Pinned, Sha), (config.Trust, config.Fingerprint));
    }

    [Fact]
    public void Read_Authority_IsBelieved()
    {
        using var key = ECDsa.Create();
        using var certificate = new CertificateRequest("CN=own", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(99));
        Assert.Equal(TlsTrust.OwnCa, Read(Minimal with { CaCertificate = certificate.ExportCertificatePem() })!.Config.Trust);
    }

    [Fact]
    public void Read_MaskOverWhatIsStored_KeepsIt()
    {
        var draft = Read(Minimal with { ApiKey = Secret.Mask }, Stored(apiKey: true))!;
        Assert.Null(draft.Secrets.ApiKey);
        Assert.Empty(draft.WrittenSecrets);
    }

    [Fact]
    public void Read_KeyLeftOut_KeepsIt() => Assert.Null(Read(new() { Host = "nas.example" }, Stored(apiKey: true))!.Secrets.ApiKey);

    [Fact]
    public void Read_PasswordInPlaceOfAKey_RemovesTheKey()
    {
        var draft = Read(new() { Host = "nas.example", Username = "root", Password = "new" }, Stored(apiKey: true))!;
        Assert.True(draft.Secrets.ApiKey is { IsEmpty: true });
        Assert.Equal(["apiKey", "password"], draft.WrittenSecrets);
    }

    [Fact]
    public void Read_MaskedKeyAndNewPassword_HasBoth() =>
        Assert.Null(Read(new() { Host = "nas.example", ApiKey = Secret.Mask, Username = "root", Password = "new" }, Stored(apiKey: true))!.Secrets.ApiKey);

    [Fact]
    public void Read_ShellOfANas_TakesUsualCommands()
    {
        var ssh = Read(new() { Kind = ConnectionKind.Ssh, Host = "nas", Ssh = new() { Username = "admin", PrivateKey = ShellKey, ShutdownCommand = "sudo -n /usr/syno/sbin/synoshutdown -s" } })!.Config.Ssh!;
        Assert.Equal(("admin", 22, "sudo -n /usr/syno/sbin/synoshutdown -s", "sudo -n smartctl"), (ssh.UserName, ssh.Port, ssh.ShutdownCommand, ssh.SmartCommand));
    }

    [Fact]
    public void Read_WakeAddresses_InOneForm() =>
        Assert.Equal("00:25:90:ab:cd:ef", Assert.Single(Read(Minimal with { Wake = new() { Addresses = ["00-25-90-AB-CD-EF"], Broadcast = "192.168.1.255" } })!.Config.WakeAddresses));

    [Theory]
    [InlineData("https://nas.example", null, "Leave out https://: a host is a name or an address alone.")]
    [InlineData("https://nas.example:444", 444, "Leave out https://: a host is a name or an address alone.")]
    [InlineData("nas.example/ui", null, "Leave out the path: a host ends before the first /.")]
    [InlineData("nas.example:99999", null, "Port 99999 is above 65535.")]
    [InlineData("nas.example:99999", 443, "Port 99999 is above 65535.")]
    [InlineData("[fd00::1]:99999", null, "Port 99999 is above 65535.")]
    [InlineData("nas.example:0", null, "Port 0 is below 1: a port is 1 to 65535.")]
    [InlineData("nas.example:https", null, "'https' is not a port: it is a number from 1 to 65535.")]
    public void Read_WrongHost_OneSentenceThatNamesTheFault(string host, int? port, string sentence)
    {
        var invalid = new Invalid();
        Assert.Null(ConnectionInput.Read(Minimal with { Host = host, Port = port }, stored: null, Usual, invalid));
        Assert.Equal(sentence, ((ProblemDetails)invalid.Result().ProblemDetails).Detail);
    }

    public static TheoryData<string, object> Wrong => new()
    {
        { "host", Minimal with { Host = "https://nas.example" } },
        { "host", Minimal with { Host = null } },
        { "port", Minimal with { Port = 0 } },
        { "port", Minimal with { Host = "nas:1", Port = 2 } },
        { "apiKey", Minimal with { ApiKey = null } },
        { "apiKey", Minimal with { ApiKey = null, Username = "root" } },
        { "apiKey", Minimal with { ApiKey = null, Password = "secret" } },
        { "apiKey", Minimal with { ApiKey = Secret.Mask } },
        { "apiKey", Minimal with { ApiKeyOldName = "1-other" } },
        { "useHttps", Minimal with { UseHttps = false } },
        { "fingerprint", Minimal with { Fingerprint = "abc" } },
        { "fingerprint", Minimal with { Fingerprint = Sha, InsecureSkipVerify = true } },
        { "caCertificate", Minimal with { CaCertificate = "nonsense" } },
        { "pollIntervalSeconds", Minimal with { PollIntervalSeconds = 4 } },
        { "name", Minimal with { Name = new('x', 101) } },
        { "username", Minimal with { Username = "a\nb" } },
        { "ssh", Minimal with { Kind = ConnectionKind.Ssh } },
        { "ssh.username", Minimal with { Ssh = new() { Username = "-oProxyCommand=x" } } },
        { "ssh.hostKey", Minimal with { Ssh = new() { Username = "root", HostKey = "MD5:x" } } },
        { "ssh.privateKey", Minimal with { Ssh = new() { Username = "root", PrivateKey = "not a key" } } },
        { "ssh.privateKey", Minimal with { Kind = ConnectionKind.Ssh, Ssh = new() { Username = "root" } } },
        { "ssh.shutdownCommand", Minimal with { Ssh = new() { Username = "root", ShutdownCommand = "a\nb" } } },
        { "wake.addresses", Minimal with { Wake = new() { Addresses = ["00:11"] } } },
        { "wake.broadcast", Minimal with { Wake = new() { Broadcast = "nas" } } },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void Read_Wrong_NamesTheMember(string member, object body)
    {
        var invalid = new Invalid();
        Assert.Null(ConnectionInput.Read((ConnectionBody)body, stored: null, Usual, invalid));
        var errors = (IDictionary<string, List<string>>)((ProblemDetails)invalid.Result().ProblemDetails).Extensions["errors"]!;
        Assert.Contains(member, errors.Keys);
    }

    [Fact]
    public void Body_AsText_ShowsNoSecret() =>
        Assert.DoesNotContain("1-key", (Minimal with { Password = "1-key", Ssh = new() { PrivateKey = "1-key" } }).ToString(), StringComparison.Ordinal);

    [Fact]
    public void Over_AnotherHost_KeepsTheLoginButNotTheCertificate()
    {
        var stored = new ConnectionBody { Host = "one", Port = 444, Username = "root", Fingerprint = Sha, UseHttps = true };
        var over = new ConnectionBody { Host = "two" }.Over(stored);
        Assert.Equal(("two", null, "root", null), (over.Host, over.Port, over.Username, over.Fingerprint));
    }

    [Fact]
    public void Over_AnotherFingerprint_KeepsTheRest()
    {
        var over = new ConnectionBody { Fingerprint = Sha }.Over(new() { Host = "one", Port = 444, InsecureSkipVerify = true });
        Assert.Equal(("one", 444, Sha, null), (over.Host, over.Port, over.Fingerprint, over.InsecureSkipVerify));
    }

    [Fact]
    public void Accepting_ACertificateOrAHostKey_PinsIt()
    {
        var nas = Read(Minimal with { AcceptNew = true })!;
        Assert.True(nas.AsksToAccept);
        Assert.Equal((TlsTrust.Pinned, Sha, false), (nas.Accepting(Sha).Config.Trust, nas.Accepting(Sha).Config.Fingerprint, nas.Accepting(Sha).AsksToAccept));

        var shell = Read(new() { Kind = ConnectionKind.Ssh, Host = "nas", AcceptNew = true, Ssh = new() { Username = "root", PrivateKey = ShellKey } })!;
        Assert.Equal("SHA256:abc", shell.Accepting("SHA256:abc").Config.Ssh!.HostKey);
        Assert.False(Read(Minimal with { AcceptNew = true, Fingerprint = Sha })!.AsksToAccept);
    }

    private static ConnectionSnapshot Stored(bool apiKey = false) => new() { Config = new() { Host = "nas.example" }, HasApiKey = apiKey };

    private static ConnectionDraft? Read(ConnectionBody body, ConnectionSnapshot? stored = null)
    {
        var invalid = new Invalid();
        var draft = ConnectionInput.Read(body, stored, Usual, invalid);
        Assert.True(draft is not null, draft is null ? invalid.Result().ProblemDetails.Detail : "");
        return draft;
    }
}

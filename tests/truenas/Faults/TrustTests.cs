using NasOrleans.Secrets;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Faults;
using NasOrleans.Simulators.TrueNas.Hosting;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Tests.TrueNas.Faults;

public sealed class TrustTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData(TlsTrust.SystemCa)]
    [InlineData(TlsTrust.Pinned)]
    public async Task FirstContact_ShowsTheCertificate_AndSaysNothing(TlsTrust trust)
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions());
        var system = fleet.Systems[0];

        var test = await Client.Factory.TestAsync(Client.Target(system).With(config => config with { Trust = trust, Fingerprint = null }), acceptNew: false, None);

        Assert.True(test.Fault is { Error: LinkError.Tls, Stage: LinkStage.Tls, NeedsSomebody: true }, $"{test.Fault}");
        Assert.Equal((system.Fingerprint, system.Fingerprint), (test.Fingerprint, test.Fault.Fingerprint));
        Assert.Empty(system.Received.All);
    }

    [Fact]
    public async Task AcceptNew_BelievesOnce()
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions());

        var test = await Client.Factory.TestAsync(Client.Target(fleet.Systems[0]).With(config => config with { Trust = TlsTrust.SystemCa, Fingerprint = null }), acceptNew: true, None);

        Assert.True(test is { Succeeded: true, HostName.Length: > 0, MayShutDown: true, Transport.Mode: TransportMode.JsonRpc }, $"{test}");
        Assert.Equal(fleet.Systems[0].Fingerprint, test.Fingerprint);
    }

    [Fact]
    public async Task AcceptNew_WhereACertificateIsPinned_AcceptsNoOther()
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions());
        var target = Client.Target(fleet.Systems[0]);
        fleet.Systems[0].Faults.Set(Fault.CertificateChanged);

        var test = await Client.Factory.TestAsync(target, acceptNew: true, None);

        Assert.True(test.Fault is { Error: LinkError.Tls, Stage: LinkStage.Tls }, $"{test.Fault}");
        Assert.Empty(fleet.Systems[0].Received.All);
    }

    [Theory]
    [InlineData(Release.Core133, true)]
    [InlineData(Release.V2504, true)]
    [InlineData(Release.V2510, true)]
    [InlineData(Release.V26, true)]
    public async Task Test_TellsWhetherItMayShutDown(Release release, bool may)
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { Release = release });

        Assert.Equal(may, (await Client.Factory.TestAsync(Client.Target(fleet.Systems[0]), acceptNew: false, None)).MayShutDown);
    }

    [Fact]
    public async Task Test_OfWhoOnlyLooks_SaysSo()
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions());
        var target = Client.Target(fleet.Systems[0]).With(config => config with { UserName = fleet.Systems[0].Accounts.Monitor.Name });

        var test = await Client.Factory.TestAsync(target with { Secrets = new ConnectionSecrets { ApiKey = new Secret(fleet.Systems[0].ReadOnlyKey) } }, acceptNew: false, None);

        Assert.True(test is { Succeeded: true, MayShutDown: false }, $"{test}");
    }

    [Fact]
    public async Task OwnAuthority_IsBelieved_UntilTheCertificateExpires()
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { WithAuthority = true });
        var target = Client.Target(fleet.Systems[0]).With(config => config with { Trust = TlsTrust.OwnCa, Authority = fleet.AuthorityPem, Fingerprint = null });
        var good = await Client.Factory.TestAsync(target, acceptNew: false, None);
        Assert.True(good.Succeeded, $"{good.Fault}");

        fleet.Systems[0].Faults.Set(Fault.ExpiredCertificate);

        Assert.True((await Client.Factory.TestAsync(target, acceptNew: false, None)).Fault is { Error: LinkError.Tls, Stage: LinkStage.Tls });
    }

    [Fact]
    public async Task AuthorityThatIsNone_IsASettingsFault()
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions());
        var target = Client.Target(fleet.Systems[0]).With(config => config with { Trust = TlsTrust.OwnCa, Authority = "not a certificate" });

        Assert.True((await Client.Factory.TestAsync(target, acceptNew: false, None)).Fault is { Error: LinkError.Validation, Stage: LinkStage.Settings });
    }

    [Fact]
    public async Task Ignore_BelievesAnything_AndProvesTheKeyWithoutTellingIt()
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { Release = Release.V26 });
        var target = Client.Target(fleet.Systems[0]).With(config => config with { Trust = TlsTrust.Ignore, Fingerprint = null });

        var test = await Client.Factory.TestAsync(target, acceptNew: false, None);

        Assert.True(test is { Succeeded: true, Transport.Mechanism: "SCRAM" }, $"{test}");
    }

    [Theory]
    [InlineData("1-wrongwrongwrong")]
    [InlineData("77-nosuchkey")]
    public async Task WrongKey_OverScram_IsAnAuthFault(string key)
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { Release = Release.V26 });
        var target = Client.Target(fleet.Systems[0]).With(config => config with { Trust = TlsTrust.Ignore }) with { Secrets = new ConnectionSecrets { ApiKey = new Secret(key) } };

        var test = await Client.Factory.TestAsync(target, acceptNew: false, None);

        Assert.True(test.Fault is { Error: LinkError.Auth, Stage: LinkStage.Auth }, $"{test.Fault}");
    }

    [Theory]
    [InlineData(Release.Core133)]
    [InlineData(Release.V2510)]
    public async Task ApiKeyOverPlainHttp_IsRefusedBeforeAnythingGoesOut(Release release)
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { Release = release, Tls = false });

        var test = await Client.Factory.TestAsync(Client.Target(fleet.Systems[0]), acceptNew: true, None);

        Assert.True(test.Fault is { Error: LinkError.Validation, Stage: LinkStage.Settings, NeedsSomebody: true }, $"{test.Fault}");
        Assert.Contains("withdraws", test.Fault.Message, StringComparison.Ordinal);
        Assert.Empty(fleet.Systems[0].Received.All);
        Assert.False(fleet.Systems[0].Accounts.AdminKey.IsRevoked);
    }

    [Fact]
    public async Task PlainHttp_ThatIsSentToHttps_SaysWhatToSwitchOn()
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { Tls = false });
        fleet.Systems[0].Faults.Set(Fault.RedirectsToHttps);

        var test = await Client.Factory.TestAsync(Client.Target(fleet.Systems[0], Credential.Password), acceptNew: false, None);

        Assert.True(test.Fault is { Error: LinkError.Protocol, Stage: LinkStage.Protocol } fault && fault.Message.Contains("Switch HTTPS on", StringComparison.Ordinal), $"{test.Fault}");
    }

    [Fact]
    public async Task UnknownName_FailsAtDns()
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions());

        var test = await Client.Factory.TestAsync(Client.Target(fleet.Systems[0]).With(config => config with { Host = "nas.invalid" }), acceptNew: false, None);

        Assert.True(test.Fault is { Error: LinkError.Connection or LinkError.Timeout, Stage: LinkStage.Dns }, $"{test.Fault}");
    }
}

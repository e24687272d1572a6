using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using NasOrleans.Simulators.Ups.Hosting;

namespace NasOrleans.Tests.Ups;

public sealed class TlsTests
{
    [Fact]
    public async Task StartTls_WithoutCertificate_IsNotConfigured()
    {
        await using var fleet = await UpsFleet.StartAsync(new UpsFleetOptions());
        using var talk = await NutTalk.ToAsync(fleet.Server);

        Assert.Equal("ERR FEATURE-NOT-CONFIGURED", await talk.AskAsync("STARTTLS"));
        Assert.Equal("1.3", await talk.AskAsync("NETVER"));
    }

    [Theory]
    [InlineData(UpsTls.SelfSigned, true)]
    [InlineData(UpsTls.Authority, true)]
    [InlineData(UpsTls.OtherName, false)]
    [InlineData(UpsTls.Expired, false)]
    public async Task StartTls_IsTrustedByWhoTrustsTheAuthority(UpsTls tls, bool isTrusted)
    {
        await using var fleet = await UpsFleet.StartAsync(new UpsFleetOptions { Tls = tls });
        using var talk = await NutTalk.ToAsync(fleet.Server);
        Assert.Equal("OK STARTTLS", await talk.AskAsync("STARTTLS"));
        using var trusted = X509Certificate2.CreateFromPem(fleet.TrustedPem);
        var stream = new SslStream(talk.Stream);
        talk.Stream = stream;
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(trusted);
        var hello = stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost", CertificateChainPolicy = policy });

        if (!isTrusted)
        {
            await Assert.ThrowsAsync<AuthenticationException>(() => hello);
            return;
        }
        await hello;
        Assert.Equal("1.3", await talk.AskAsync("NETVER"));
        Assert.Equal("ERR ALREADY-SSL-MODE", await talk.AskAsync("STARTTLS"));
        Assert.Equal("END LIST VAR ups1", (await talk.ListAsync("LIST VAR ups1"))[^1]);
    }
}

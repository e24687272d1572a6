using System.Security.Cryptography;
using NasOrleans.Power.Sources;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Tests.Grains.Protocols.PowerProbe;

public sealed class TrustTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    [Theory]
    [InlineData(TlsTrust.Pinned)]
    [InlineData(TlsTrust.OwnCa)]
    [InlineData(TlsTrust.Ignore)]
    public async Task SelfSigned_AsItIsKnown_IsBelieved(TlsTrust trust)
    {
        using var certificate = ProbeServer.SelfSigned();
        await using var server = ProbeServer.Answering(Ok, certificate);
        var fingerprint = certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant();

        Assert.Null(await Check(new() { Target = server.Url, Trust = trust, Fingerprint = fingerprint, Authority = certificate.ExportCertificatePem() }));
    }

    [Theory]
    [InlineData(TlsTrust.SystemCa, "self-signed")]
    [InlineData(TlsTrust.Pinned, "another certificate")]
    [InlineData(TlsTrust.OwnCa, "does not come from the authority")]
    public async Task SelfSigned_ByAnother_HearsNothing(TlsTrust trust, string says)
    {
        using var certificate = ProbeServer.SelfSigned();
        using var another = ProbeServer.SelfSigned();
        await using var server = ProbeServer.Answering(Ok, certificate);
        var fingerprint = another.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant();

        var fault = await Check(new() { Target = server.Url, Trust = trust, Fingerprint = fingerprint, Authority = another.ExportCertificatePem() });

        Assert.Equal(ContactFaultKind.Tls, fault?.Kind);
        Assert.Contains(says, fault!.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Authority_ThatIsNone_IsAFault()
    {
        using var certificate = ProbeServer.SelfSigned();
        await using var server = ProbeServer.Answering(Ok, certificate);

        Assert.Equal(ContactFaultKind.Tls, (await Check(new() { Target = server.Url, Trust = TlsTrust.OwnCa, Authority = "none" }))?.Kind);
    }

    [Fact]
    public async Task NoTls_WhereItIsWanted_IsAFault()
    {
        await using var server = ProbeServer.Answering(Ok);

        // The greeting of TLS holds no end of a request, and this one waits for it.
        var fault = await Check(new() { Target = server.Url.Replace("http:", "https:", StringComparison.Ordinal), Trust = TlsTrust.Ignore, Timeout = TimeSpan.FromSeconds(1) });

        Assert.True(fault?.Kind is ContactFaultKind.Tls or ContactFaultKind.Timeout, $"{fault}");
    }

    private static Task<ContactFault?> Check(ProbeConfig probe) =>
        new NasOrleans.Protocols.PowerProbe.PowerProbe(TimeProvider.System).CheckAsync(probe, default, default);
}

using NasOrleans.Protocols.Nut;

namespace NasOrleans.Tests.Nut.Wire;

public sealed class TlsTests
{
    [FactNeeding("certutil", "libnss3-tools")]
    public async Task Strict_BelievesItsAuthorityAndItsPin_AndNobodyElse()
    {
        await using var server = await UpsServer.StartAsync(new UpsServerOptions { WithTls = true });
        var strict = server.Target() with { Host = "localhost", Tls = NutTls.Strict };

        Assert.Equal("OL", await SaysAsync(strict with { Authority = server.Certificate!.Pem }));
        Assert.Equal("OL", await SaysAsync(strict with { Fingerprint = server.Certificate.Fingerprint }));
        Assert.Equal("Tls", await SaysAsync(strict));
        Assert.Equal("Tls", await SaysAsync(strict with { Fingerprint = new string('0', 64) }));
        Assert.Equal("Tls", await SaysAsync(strict with { Authority = "no certificate" }));
    }

    [FactNeeding("certutil", "libnss3-tools")]
    public async Task Strict_Untrusted_ShowsTheFingerprint()
    {
        await using var server = await UpsServer.StartAsync(new UpsServerOptions { WithTls = true });

        var opening = await Client.Factory.OpenDeskAsync(server.Target() with { Host = "localhost", Tls = NutTls.Strict }, Client.None);

        Assert.Equal(server.Certificate!.Fingerprint, opening.Fault?.Fingerprint, ignoreCase: true);
    }

    [FactNeeding("certutil", "libnss3-tools")]
    public async Task SkipVerify_IsEncrypted_AndOffIsNot()
    {
        await using var server = await UpsServer.StartAsync(new UpsServerOptions { WithTls = true });
        await using var skipping = await server.ReaderAsync(server.Target() with { Tls = NutTls.SkipVerify });
        await using var plain = await server.ReaderAsync();

        Assert.Equal((true, false), (skipping.Link.IsEncrypted, plain.Link.IsEncrypted));
        Assert.Equal("OL", await skipping.SaysAsync());
        Assert.True((await skipping.VariablesAsync("ups1", Client.None)).Value!.Count >= 33);
        Assert.Equal("OL", await plain.SaysAsync());
    }

    [FactNeeding("certutil", "libnss3-tools")]
    public async Task Orders_GoThroughTls()
    {
        await using var server = await UpsServer.StartAsync(new UpsServerOptions { WithTls = true });
        var opening = await Client.Factory.OpenDeskAsync(server.Target() with { Tls = NutTls.Strict, Fingerprint = server.Certificate!.Fingerprint }, Client.None);
        await using var desk = opening.Desk!;

        Assert.Equal(NutResult.Confirmed, (await desk.SetAsync("ups1", "ups.status", "OB", TimeSpan.FromSeconds(5), Client.None)).Result);
        Assert.False(desk.IsClearText);
    }

    [FactNeeding("upsd", "nut-server")]
    public async Task ServerWithoutTls_IsNotSpokenToInTheOpen()
    {
        await using var server = await UpsServer.StartAsync();

        Assert.Equal("Tls", await SaysAsync(server.Target() with { Tls = NutTls.Strict }));
        Assert.Equal("Tls", await SaysAsync(server.Target() with { Tls = NutTls.SkipVerify }));
    }

    [Fact]
    public async Task WordsBehindTheOneThatLetsTlsBegin_AreNotTaken()
    {
        await using var server = new ScriptedServer(line => line == "STARTTLS" ? "OK STARTTLS\nVAR ups1 ups.status \"OL\"\n" : null);

        Assert.Equal("Protocol", await SaysAsync(new NutServerTarget { Host = "127.0.0.1", Port = server.Port, Tls = NutTls.SkipVerify }));
        Assert.Equal(["STARTTLS"], server.Heard.Distinct());
    }

    private static async Task<string> SaysAsync(NutServerTarget target)
    {
        await using var reader = Client.Factory.Reader(target);
        return await reader.SaysAsync();
    }
}

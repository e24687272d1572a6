using NasOrleans.Protocols.Nut;
using NasOrleans.Protocols.Nut.Wire;

namespace NasOrleans.Tests.Nut.Wire;

public sealed class KeepAliveTests
{
    // The server's 60 s cannot be shortened; the silent neighbour says when they are over.
    [FactNeeding("upsd", "nut-server")]
    public async Task IdleConnections_OutliveANeighbourThatIsCutForItsSilence()
    {
        await using var server = await UpsServer.StartAsync(new UpsServerOptions { MaxAge = 15 });
        await using var reader = await server.ReaderAsync();
        await using var desk = await server.DeskAsync(UpsServer.Secondary);
        await desk.LoginAsync("ups1", Client.None);
        using var silent = UpsdSocket.Open(server.Port);
        await silent.AskAsync("VER");

        Assert.Null(await silent.LineAsync().WaitAsync(TimeSpan.FromSeconds(90), TimeProvider.System));

        Assert.Equal("OL", await reader.SaysAsync());
        Assert.Equal(1, reader.Link.Connections);
        Assert.False(desk.Lost.IsCompleted);
        Assert.Equal(1, (await desk.LoginsAsync("ups1", Client.None)).Value);
    }

    [Fact]
    public async Task SilenceIsBroken_AfterThirtySeconds()
    {
        await using var server = new ScriptedServer((string _) => (string?)null);
        var time = new ManualTimeProvider();
        await using var reader = new NutFactory(time).Reader(new NutServerTarget { Host = "127.0.0.1", Port = server.Port });
        await reader.IsUpAsync();
        Assert.Single(server.Heard);

        time.Advance(TimeSpan.FromSeconds(29));
        Assert.Single(server.Heard);
        time.Advance(TimeSpan.FromSeconds(1));

        await Eventually.IsTrue(() => server.Heard.Count == 2);
        Assert.Equal(["VER", "VER"], server.Heard);
    }

    [Fact]
    public async Task SilentHead_FailsAllBehindIt_WhetherLateOrNot()
    {
        await using var server = new ScriptedServer(line => line.StartsWith("GET VAR slow", StringComparison.Ordinal) ? "" : null);
        var time = new ManualTimeProvider();
        var factory = new NutFactory(time) { Wire = new NutWireOptions { Window = 1 } };
        await using var reader = factory.Reader(new NutServerTarget { Host = "127.0.0.1", Port = server.Port });
        await reader.IsUpAsync();

        var head = reader.StatusAsync("slow1", Client.None);
        var beside = reader.StatusAsync("slow3", Client.None);
        await Eventually.IsTrue(() => server.Heard.Count == 2);
        time.Advance(TimeSpan.FromSeconds(1));
        var behind = reader.StatusAsync("slow2", Client.None);
        time.Advance(TimeSpan.FromSeconds(0.9));
        Assert.False(head.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.True(await head is { WasSent: true, Fault.Error: NutError.Timeout });
        Assert.True(await beside is { WasSent: false, Fault.Error: NutError.Timeout });
        Assert.True(await behind is { WasSent: false, Fault.Error: NutError.Timeout });
        await reader.IsDownAsync();
    }

    [Fact]
    public async Task SlowServer_KeepsNobodyWaitingForLonger_AndTheConnectionLives()
    {
        using var gate = new SemaphoreSlim(0);
        await using var server = new ScriptedServer(line =>
        {
            if (line == "VER") return null;
            gate.Wait();
            return $"VAR {line.Split(' ')[2]} ups.status \"OL\"\n";
        });
        var time = new ManualTimeProvider();
        var factory = new NutFactory(time) { Wire = new NutWireOptions { Window = 1 } };
        await using var reader = factory.Reader(new NutServerTarget { Host = "127.0.0.1", Port = server.Port });
        await reader.IsUpAsync();

        var first = reader.StatusAsync("ups1", Client.None);
        var second = reader.StatusAsync("ups2", Client.None);
        var third = reader.StatusAsync("ups3", Client.None);
        time.Advance(TimeSpan.FromSeconds(1.5));
        gate.Release();
        // Its age counts from the question, however late the answer came.
        Assert.True(await first is { IsGood: true } late && late.Age(time) == TimeSpan.FromSeconds(1.5));
        await Eventually.IsTrue(() => server.Heard.Count == 3);
        time.Advance(TimeSpan.FromSeconds(0.5));

        Assert.True(await second is { WasSent: true, Fault.Error: NutError.Timeout });
        Assert.True(await third is { WasSent: false, Fault.Error: NutError.Timeout });
        gate.Release(2);
        Assert.Equal("OL", (await reader.StatusAsync("ups4", Client.None)).Value?.Text);
        Assert.Equal(1, reader.Link.Connections);
    }
}

using NasOrleans.Protocols.Nut;
using Xunit.Abstractions;

namespace NasOrleans.Tests.Nut.Faults;

public sealed class UpsdTests(ITestOutputHelper output)
{
    private static readonly TimeProvider Time = TimeProvider.System;

    [FactNeeding("upsd", "nut-server")]
    public async Task KilledUpsd_IsNoticedAtOnce_AndReadAgainWhenItIsBack()
    {
        await using var server = await UpsServer.StartAsync();
        await using var reader = await server.ReaderAsync();

        await server.KillUpsdAsync();
        await reader.IsDownAsync();
        await reader.ComesToSayAsync("Refused");
        var asked = Time.GetTimestamp();
        var answer = await reader.StatusAsync("ups1", Client.None);
        Assert.True(Time.GetElapsedTime(asked) < TimeSpan.FromSeconds(1), "a missing connection is not waited for");
        Assert.False(answer.WasSent);

        await server.StartUpsdAsync();
        var back = Time.GetTimestamp();
        await reader.IsUpAsync();
        output.WriteLine($"connected {Time.GetElapsedTime(back).TotalSeconds:0.00} s after upsd listened again");
        await reader.ComesToSayAsync("OL");
        Assert.Equal(2, reader.Link.Connections);
    }

    [FactNeeding("upsd", "nut-server")]
    public async Task StoppedUpsd_FailsAllInFlightAtTheDeadline_AndIsReadAgainWhenItGoesOn()
    {
        await using var server = await UpsServer.StartAsync();
        await using var reader = await server.ReaderAsync();

        server.StopUpsd();
        var asked = Time.GetTimestamp();
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => reader.StatusAsync("ups1", Client.None)));
        var waited = Time.GetElapsedTime(asked);

        Assert.All(answers, answer => Assert.Equal(NutError.Timeout, answer.Fault?.Error));
        Assert.Equal(16, answers.Count(answer => answer.WasSent));
        Assert.InRange(waited, TimeSpan.FromSeconds(1.9), TimeSpan.FromSeconds(3.5));
        await reader.IsDownAsync();
        Assert.NotEqual("OL", await reader.SaysAsync());

        server.ContinueUpsd();
        var back = Time.GetTimestamp();
        await reader.IsUpAsync();
        output.WriteLine($"all failed after {waited.TotalSeconds:0.00} s; connected {Time.GetElapsedTime(back).TotalSeconds:0.00} s after upsd went on");
        await reader.ComesToSayAsync("OL");
    }

    [FactNeeding("upsd", "nut-server")]
    public async Task ServerNeverThere_SaysSo_AndIsFoundWhenItComes()
    {
        await using var server = await UpsServer.StartAsync();
        await server.KillUpsdAsync();
        await using var reader = Client.Factory.Reader(server.Target());

        Assert.Equal("Refused", await reader.SaysAsync());
        Assert.True(reader.Link is { IsUp: false, Fault.Error: NutError.Refused, Connections: 0 });
        await server.StartUpsdAsync();
        await reader.ComesToSayAsync("OL");
    }

    [FactNeeding("upsd", "nut-server")]
    public async Task ClientThatNeverReads_BlocksTheServer_AndWeAreBackOnceItIsGone()
    {
        await using var server = await UpsServer.StartAsync();
        await using var reader = await server.ReaderAsync();
        var bad = UpsdSocket.Open(server.Port);
        using var ending = new CancellationTokenSource();
        var flood = FloodAsync(bad, ending.Token);

        // upsd 2.8.0 writes to its clients one by one and waits for each: what it is blocked by cannot be helped from here, only seen in time.
        var asked = Time.GetTimestamp();
        await Eventually.IsTrue(async () => await reader.SaysAsync() != "OL");
        var noticed = Time.GetElapsedTime(asked);
        await ending.CancelAsync();
        bad.Dispose();
        await flood;

        var left = Time.GetTimestamp();
        await reader.ComesToSayAsync("OL");
        output.WriteLine($"noticed {noticed.TotalSeconds:0.00} s after the flood began; read again {Time.GetElapsedTime(left).TotalSeconds:0.00} s after it ended");
    }

    [Fact]
    public async Task NameThatIsNone_IsADnsFault()
    {
        await using var reader = Client.Factory.Reader(new NutServerTarget { Host = "no.such.host.invalid" });

        var answer = await reader.StatusAsync("ups1", Client.None);

        Assert.True(answer.Fault?.Error is NutError.Dns or NutError.Timeout, $"{answer.Fault}");
    }

    private static async Task FloodAsync(UpsdSocket socket, CancellationToken ending)
    {
        var questions = string.Concat(Enumerable.Repeat("LIST VAR ups1\n", 500));
        try
        {
            while (!ending.IsCancellationRequested) await socket.SayAsync(questions).WaitAsync(ending);
        }
        catch (Exception exception) when (exception is OperationCanceledException or System.Net.Sockets.SocketException or ObjectDisposedException)
        {
            // It was told to end.
        }
    }
}

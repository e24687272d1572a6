using System.Net.Sockets;
using NasOrleans.Simulators.Ups.Faults;
using NasOrleans.Simulators.Ups.Hosting;

namespace NasOrleans.Tests.Ups;

public sealed class FaultTests : IAsyncLifetime
{
    private readonly ManualTimeProvider _time = new();
    private UpsFleet _fleet = null!;

    public async Task InitializeAsync() => _fleet = await UpsFleet.StartAsync(new UpsFleetOptions { Units = 2, Time = _time, MaxAge = TimeSpan.FromSeconds(3) });

    public async Task DisposeAsync() => await _fleet.DisposeAsync();

    [Fact]
    public async Task DeadDriver_IsNotConnectedAndComesBackWithWait()
    {
        using var talk = await NutTalk.ToAsync(_fleet.Server);
        _fleet.Units[0].DriverDies();
        Assert.Equal(["ERR DRIVER-NOT-CONNECTED"], await talk.ListAsync("LIST VAR ups1"));
        Assert.Equal("UPSDESC ups1 \"Simulated UPS 1\"", await talk.AskAsync("GET UPSDESC ups1"));
        Assert.Equal("OL", await talk.ValueAsync("ups2", "ups.status"));

        _fleet.Units[0].DriverStarts();
        Assert.Equal(["BEGIN LIST VAR ups1", "VAR ups1 ups.status \"WAIT\"", "END LIST VAR ups1"], await talk.ListAsync("LIST VAR ups1"));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("OL", await talk.ValueAsync("ups1", "ups.status"));
    }

    [Fact]
    public async Task SilentDriver_TellsTheOldUntilItIsStale()
    {
        var ups = _fleet.Units[0];
        using var talk = await NutTalk.ToAsync(_fleet.Server);
        ups.DriverHangs();
        ups.LoseMains();
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("OL", await talk.ValueAsync("ups1", "ups.status"));
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("ERR DATA-STALE", await talk.ValueAsync("ups1", "ups.status"));

        ups.DriverStarts();

        Assert.Equal("OB DISCHRG", await talk.ValueAsync("ups1", "ups.status"));
    }

    [Fact]
    public async Task RefusedConnections_AreRefusedAndThenNot()
    {
        using var before = await NutTalk.ToAsync(_fleet.Server);
        await before.AskAsync("VER");
        _fleet.Server.Faults.Set(ServerFault.RefusesConnections);
        Assert.True(await before.IsHungUpAsync());
        await Assert.ThrowsAsync<SocketException>(() => NutTalk.ToAsync(_fleet.Server));

        _fleet.Server.Faults.Clear(ServerFault.RefusesConnections);

        using var after = await NutTalk.ToAsync(_fleet.Server);
        Assert.Equal("1.3", await after.AskAsync("NETVER"));
    }

    [Fact]
    public async Task ResetConnections_AreReset()
    {
        _fleet.Server.Faults.Set(ServerFault.ResetsConnections);
        try
        {
            using var talk = await NutTalk.ToAsync(_fleet.Server);
            Assert.True(await talk.IsHungUpAsync());
        }
        catch (SocketException)
        {
            // The reset was faster than the connecting.
        }
    }

    [Fact]
    public async Task SlowAnswers_ComeWhenTheTimeIsOver()
    {
        _fleet.Server.Faults.Slowness = TimeSpan.FromSeconds(5);
        _fleet.Server.Faults.Set(ServerFault.SlowAnswers);
        using var talk = await NutTalk.ToAsync(_fleet.Server);
        var armed = _time.Armed;
        var answer = talk.AskAsync("NETVER");
        await Eventually.IsTrue(() => _time.Armed > armed);
        Assert.False(answer.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("1.3", await answer);
    }

    [Fact]
    public async Task HungServer_AnswersNobodyUntilItIsOver()
    {
        _fleet.Server.Faults.Set(ServerFault.NeverAnswers);
        using var talk = await NutTalk.ToAsync(_fleet.Server);
        await talk.SendAsync("NETVER\n");
        await Eventually.IsTrue(() => _fleet.Server.Received.Count("NETVER") == 1);
        Assert.Equal(0, talk.Tcp.Available);

        _fleet.Server.Faults.ClearAll();

        Assert.True(await talk.IsHungUpAsync());
    }

    [Fact]
    public async Task UpsThatNeverAnswers_HoldsUpItsConnectionAlone()
    {
        _fleet.Units[0].NeverAnswers = true;
        using var stuck = await NutTalk.ToAsync(_fleet.Server);
        using var other = await NutTalk.ToAsync(_fleet.Server);
        await stuck.SendAsync("GET VAR ups1 ups.status\nGET VAR ups2 ups.status\n");

        Assert.Equal("OL", await other.ValueAsync("ups2", "ups.status"));
        await Eventually.IsTrue(() => _fleet.Server.Received.Count("GET VAR") == 2);
        Assert.Equal(0, stuck.Tcp.Available);
    }

    [Fact]
    public async Task HalfLine_IsAllThatComes()
    {
        _fleet.Server.Faults.Set(ServerFault.HalfLines);
        using var talk = await NutTalk.ToAsync(_fleet.Server);
        await talk.SendAsync("GET VAR ups1 ups.status\n");
        var got = new byte[100];

        Assert.Equal("VAR ups1 ups.status \"OL\"\n".Length / 2, await talk.Stream.ReadAsync(got));
    }

    [Theory]
    [InlineData(ServerFault.LongLines, 64 * 1024)]
    [InlineData(ServerFault.GarbageBytes, 8)]
    public async Task SpoiltLine_IsAsLongAsItSays(ServerFault fault, int length)
    {
        _fleet.Server.Faults.Set(fault);
        using var talk = await NutTalk.ToAsync(_fleet.Server);

        Assert.Equal(length, (await talk.AskAsync("VER")).Length);
    }

    [Fact]
    public async Task BrokenList_EndsInTheMiddleOrHasNoBeginning()
    {
        _fleet.Server.Faults.Set(ServerFault.EndWithoutBegin);
        using var talk = await NutTalk.ToAsync(_fleet.Server);
        Assert.StartsWith("VAR ups1 battery.charge ", (await talk.ListAsync("LIST VAR ups1"))[0], StringComparison.Ordinal);

        _fleet.Server.Faults.ClearAll();
        _fleet.Server.Faults.Set(ServerFault.DropsMidAnswer);
        await Assert.ThrowsAsync<EndOfStreamException>(() => talk.ListAsync("LIST VAR ups1"));
    }

    [Fact]
    public async Task WrongEcho_NamesSomebodyElse()
    {
        _fleet.Server.Faults.Set(ServerFault.WrongEcho);
        using var talk = await NutTalk.ToAsync(_fleet.Server);

        Assert.Equal("VAR someone-else ups.status \"OL\"", await talk.AskAsync("GET VAR ups1 ups.status"));
        Assert.Equal("BEGIN LIST VAR someone-else", (await talk.ListAsync("LIST VAR ups1"))[0]);
    }

    [Fact]
    public async Task ClientThatDoesNotRead_HoldsUpAllOthersOnlyWithTheFault()
    {
        _fleet.Server.Faults.Set(ServerFault.BlockedByWhoDoesNotRead);
        var rude = await NutTalk.ToAsync(_fleet.Server);
        using var polite = await NutTalk.ToAsync(_fleet.Server);
        var flood = string.Concat(Enumerable.Repeat("LIST VAR ups1\n", 30_000));
        var sending = rude.SendAsync(flood);
        var last = -1L;
        await Eventually.IsTrue(async () =>
        {
            // Stuck once it takes no more requests.
            var before = last;
            last = _fleet.Server.Received.Count("LIST VAR");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            return last > 0 && last == before && last == _fleet.Server.Received.Count("LIST VAR");
        });
        var answer = polite.AskAsync("NETVER");
        Assert.NotSame(answer, await Task.WhenAny(answer, Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System)));

        rude.Dispose();

        Assert.Equal("1.3", await answer);
        await Task.WhenAny(sending);
    }

    [Fact]
    public async Task Garbage_ShowsAsItIs()
    {
        using var talk = await NutTalk.ToAsync(_fleet.Server);
        _fleet.Units[0].Override("battery.charge", "NaN");
        _fleet.Units[0].Override("ups.load", null);
        _fleet.Units[0].Override("made.up", "1");

        Assert.Equal("NaN", await talk.ValueAsync("ups1", "battery.charge"));
        Assert.Equal("ERR VAR-NOT-SUPPORTED", await talk.ValueAsync("ups1", "ups.load"));
        Assert.Equal("1", await talk.ValueAsync("ups1", "made.up"));
        _fleet.Units[0].ClearOverrides();
        Assert.Equal("100", await talk.ValueAsync("ups1", "battery.charge"));
    }
}

using NasOrleans.Simulators.Ups.Hosting;

namespace NasOrleans.Tests.Ups;

public sealed class LoginTests : IAsyncLifetime
{
    private readonly ManualTimeProvider _time = new();
    private UpsFleet _fleet = null!;

    public async Task InitializeAsync() => _fleet = await UpsFleet.StartAsync(new UpsFleetOptions { Units = 2, Time = _time });

    public async Task DisposeAsync() => await _fleet.DisposeAsync();

    [Fact]
    public async Task WrongPassword_IsFoundOutAtTheFirstPrivilegedCommand()
    {
        using var talk = await NutTalk.ToAsync(_fleet.Server);

        Assert.Equal("ERR USERNAME-REQUIRED", await talk.AskAsync("LOGIN ups1"));
        Assert.Equal("OK", await talk.AskAsync("USERNAME primary"));
        Assert.Equal("ERR PASSWORD-REQUIRED", await talk.AskAsync("LOGIN ups1"));
        Assert.Equal("OK", await talk.AskAsync("PASSWORD wrong"));
        Assert.Equal("ERR ACCESS-DENIED", await talk.AskAsync("LOGIN ups1"));
        Assert.Equal("ERR ALREADY-SET-USERNAME", await talk.AskAsync("USERNAME admin"));
        Assert.Equal("ERR ALREADY-SET-PASSWORD", await talk.AskAsync("PASSWORD secret"));
    }

    [Fact]
    public async Task Logins_AreCountedUntilTheyHangUp()
    {
        using var watcher = await NutTalk.ToAsync(_fleet.Server);
        using var first = await NutTalk.AsAsync(_fleet.Server, "primary");
        using (var second = await NutTalk.AsAsync(_fleet.Server, "secondary"))
        {
            Assert.Equal("OK", await first.AskAsync("LOGIN ups1"));
            Assert.Equal("OK", await second.AskAsync("LOGIN UPS1"));
            Assert.Equal("ERR ALREADY-LOGGED-IN", await first.AskAsync("LOGIN ups2"));
            Assert.Equal("NUMLOGINS ups1 2", await watcher.AskAsync("GET NUMLOGINS ups1"));
            Assert.Equal(["BEGIN LIST CLIENT ups1", "CLIENT ups1 127.0.0.1", "CLIENT ups1 127.0.0.1", "END LIST CLIENT ups1"], await watcher.ListAsync("LIST CLIENT ups1"));
            Assert.Equal("OK Goodbye", await second.AskAsync("LOGOUT"));
            Assert.True(await second.IsHungUpAsync());
        }
        await Eventually.IsTrue(() => _fleet.Server.LoginsTo(_fleet.Units[0]) == 1);
    }

    [Theory]
    [InlineData("secondary", "OK", "ERR ACCESS-DENIED", "ERR ACCESS-DENIED", "ERR ACCESS-DENIED")]
    [InlineData("primary", "OK", "OK PRIMARY-GRANTED", "ERR ACCESS-DENIED", "OK FSD-SET")]
    [InlineData("admin", "ERR ACCESS-DENIED", "ERR ACCESS-DENIED", "OK", "OK FSD-SET")]
    [InlineData("nobody", "ERR ACCESS-DENIED", "ERR ACCESS-DENIED", "ERR ACCESS-DENIED", "ERR ACCESS-DENIED")]
    [InlineData("ghost", "ERR ACCESS-DENIED", "ERR ACCESS-DENIED", "ERR ACCESS-DENIED", "ERR ACCESS-DENIED")]
    public async Task Rights_AreThoseOfTheUser(string user, string login, string primary, string set, string fsd)
    {
        using var talk = await NutTalk.AsAsync(_fleet.Server, user);

        Assert.Equal(login, await talk.AskAsync("LOGIN ups1"));
        Assert.Equal(primary, await talk.AskAsync("PRIMARY ups1"));
        Assert.Equal(set, await talk.AskAsync("SET VAR ups1 ups.id rack2"));
        Assert.Equal(fsd, await talk.AskAsync("FSD ups1"));
        Assert.Equal("ERR INVALID-ARGUMENT", await talk.AskAsync("LOGOUT now"));
    }

    [Fact]
    public async Task ForcedShutdown_StaysUntilTheUpsIsTakenOutAndPutBack()
    {
        var ups = _fleet.Units[0];
        using var talk = await NutTalk.AsAsync(_fleet.Server, "primary");
        ups.LoseMains();
        Assert.Equal("OK FSD-SET", await talk.AskAsync("FSD ups1"));
        Assert.Equal("FSD OB DISCHRG", await talk.ValueAsync("ups1", "ups.status"));

        ups.RestoreMains();
        ups.DriverDies();
        ups.DriverStarts();
        Assert.Equal("FSD WAIT", await talk.ValueAsync("ups1", "ups.status"));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("FSD OL", await talk.ValueAsync("ups1", "ups.status"));

        _fleet.Server.Remove(ups);
        Assert.Equal("ERR UNKNOWN-UPS", await talk.ValueAsync("ups1", "ups.status"));
        _fleet.Server.Add(ups);
        Assert.Equal("OL", await talk.ValueAsync("ups1", "ups.status"));
        Assert.StartsWith("UPS ups2 ", (await talk.ListAsync("LIST UPS"))[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restart_CutsEverybodyAndForgetsForcedShutdowns()
    {
        _fleet.Units[0].LoseMains();
        using var talk = await NutTalk.AsAsync(_fleet.Server, "admin");
        Assert.Equal("OK FSD-SET", await talk.AskAsync("FSD ups1"));

        _fleet.Server.Restart();

        Assert.True(await talk.IsHungUpAsync());
        using var again = await NutTalk.ToAsync(_fleet.Server);
        Assert.Equal("OB DISCHRG", await again.ValueAsync("ups1", "ups.status"));
    }

    [Fact]
    public async Task Idle_IsCutAfterAMinute()
    {
        using var silent = await NutTalk.ToAsync(_fleet.Server);
        using var talker = await NutTalk.ToAsync(_fleet.Server);
        await silent.AskAsync("VER");
        _time.Advance(TimeSpan.FromSeconds(40));
        await talker.AskAsync("VER");

        _time.Advance(TimeSpan.FromSeconds(21));

        Assert.True(await silent.IsHungUpAsync());
        Assert.Equal("1.3", await talker.AskAsync("NETVER"));
    }
}

using NasOrleans.Protocols.Nut;
using NasOrleans.Simulators.Ups.Hosting;
using NasOrleans.Simulators.Ups.Profiles;
using NasOrleans.Simulators.Ups.Server;

namespace NasOrleans.Tests.Nut.Releases;

/// <summary>Against the simulator, which speaks as releases and makes do that cannot be installed here.</summary>
public sealed class ReleaseTests
{
    private static readonly TimeSpan Follow = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData(NutRelease.V24, UpsMake.Apc)]
    [InlineData(NutRelease.V26, UpsMake.Eaton)]
    [InlineData(NutRelease.V274, UpsMake.CyberPower)]
    [InlineData(NutRelease.V28, UpsMake.Apc)]
    [InlineData(NutRelease.V28, UpsMake.UniFi)]
    public async Task Reader_UnderstandsEveryRelease_AndMissesOnlyWhatItLacks(NutRelease release, UpsMake make)
    {
        await using var fleet = await UpsFleet.StartAsync(new UpsFleetOptions { Release = release, Make = make });
        await using var reader = Client.Factory.Reader(Target(fleet));

        Assert.True((await reader.VariablesAsync("ups1", Client.None)).Value?.Count >= 33);
        Assert.Equal("OL", (await reader.StatusAsync("ups1", Client.None)).Value?.Tokens[0]);
        Assert.Equal("ups1", Assert.Single((await reader.UpsesAsync(Client.None)).Value).Name);
        Assert.Equal(make == UpsMake.UniFi, (await reader.CommandsAsync("ups1", Client.None)).Value.IsEmpty);
        Assert.True((await reader.TypeAsync("ups1", "battery.charge", Client.None)).IsGood);
        Assert.True((await reader.LoginsAsync("ups1", Client.None)).IsGood);
        Assert.Equal(release != NutRelease.V24, IsThere(await reader.ProtocolVersionAsync(Client.None)));
        Assert.Equal(release != NutRelease.V24, IsThere(await reader.ClientsAsync("ups1", Client.None)));
        Assert.Equal(make != UpsMake.UniFi, IsThere(await reader.WritableAsync("ups1", Client.None)));
        Assert.Equal(1, reader.Link.Connections);
    }

    [Theory]
    [InlineData(NutRelease.V24, false)]
    [InlineData(NutRelease.V274, false)]
    [InlineData(NutRelease.V28, true)]
    public async Task Orders_AreFollowedWhereTheReleaseCan(NutRelease release, bool canFollow)
    {
        var expected = canFollow ? NutResult.Confirmed : NutResult.Accepted;
        await using var fleet = await UpsFleet.StartAsync(new UpsFleetOptions { Release = release, TrackingTakes = TimeSpan.FromSeconds(0.2) });
        await using var desk = await DeskAsync(fleet, "admin");

        Assert.Equal(expected, (await desk.CommandAsync("ups1", "beeper.mute", null, Follow, Client.None)).Result);
        Assert.Equal(expected, (await desk.CommandAsync("ups1", "load.off.delay", "30", Follow, Client.None)).Result);
        Assert.Equal(expected, (await desk.SetAsync("ups1", "battery.charge.low", "35", Follow, Client.None)).Result);
        Assert.Equal(3, fleet.Server.Received.Deeds.Count(deed => deed.Line.Contains("ups1", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(NutRelease.V24)]
    [InlineData(NutRelease.V274)]
    [InlineData(NutRelease.V28)]
    public async Task Primary_LogsInClaimsAndForces_InTheWordsOfTheRelease(NutRelease release)
    {
        await using var fleet = await UpsFleet.StartAsync(new UpsFleetOptions { Release = release });
        await using var desk = await DeskAsync(fleet, "primary");

        Assert.Equal(NutResult.Confirmed, (await desk.LoginAsync("ups1", Client.None)).Result);
        Assert.Equal(NutResult.Confirmed, (await desk.ClaimPrimaryAsync("ups1", Client.None)).Result);
        Assert.Equal(1, (await desk.LoginsAsync("ups1", Client.None)).Value);
        Assert.Equal(NutResult.Confirmed, (await desk.ForceShutdownAsync("ups1", Client.None)).Result);
        await using var reader = Client.Factory.Reader(Target(fleet));
        Assert.True((await reader.StatusAsync("ups1", Client.None)).Value?.Has("FSD"));
    }

    private static bool IsThere<T>(NutAnswer<T> answer) => answer.IsGood || (answer.Fault.Error == NutError.Unsupported ? false : throw new InvalidOperationException($"{answer.Fault}"));

    private static NutServerTarget Target(UpsFleet fleet, string? user = null) =>
        new() { Host = "127.0.0.1", Port = fleet.Server.Port, UserName = user, Password = new("secret") };

    private static async Task<INutDesk> DeskAsync(UpsFleet fleet, string user)
    {
        var opening = await Client.Factory.OpenDeskAsync(Target(fleet, user), Client.None);
        return opening.Desk ?? throw new InvalidOperationException(opening.Fault!.Message);
    }
}

namespace NasOrleans.Tests.Nut.Faults;

public sealed class DriverTests
{
    [FactNeeding("upsd", "nut-server")]
    public async Task KilledDriver_IsNotConnected_ThenWaits_ThenIsBack()
    {
        await using var server = await UpsServer.StartAsync(new UpsServerOptions { Upses = ["ups1", "ups2"] });
        await using var reader = await server.ReaderAsync();

        await server.KillDriverAsync("ups1");

        await reader.ComesToSayAsync("DriverNotConnected");
        Assert.Equal("DriverNotConnected", $"{(await reader.VariablesAsync("ups1", Client.None)).Fault?.Error}");
        Assert.Equal("OL", await reader.SaysAsync("ups2"));

        await server.StartDriverAsync("ups1");
        await reader.ComesToSayAsync("WAIT");
        await reader.ComesToSayAsync("OL");
        Assert.Equal(1, reader.Link.Connections);
    }

    [FactNeeding("upsd", "nut-server")]
    public async Task StoppedDriver_TurnsStale_AndIsGoodOnceItGoesOn()
    {
        await using var server = await UpsServer.StartAsync(new UpsServerOptions { MaxAge = 3 });
        await using var reader = await server.ReaderAsync();

        server.StopDriver("ups1");

        await reader.ComesToSayAsync("DataStale");
        Assert.Equal("DataStale", $"{(await reader.VariablesAsync("ups1", Client.None)).Fault?.Error}");
        server.ContinueDriver("ups1");
        await reader.ComesToSayAsync("OL");
    }

    [FactNeeding("upsd", "nut-server")]
    public async Task RemovedUps_IsUnknown_AndKnownAgainOnceAdded()
    {
        await using var server = await UpsServer.StartAsync(new UpsServerOptions { Upses = ["ups1", "ups2"] });
        await using var reader = await server.ReaderAsync();

        await server.RemoveUpsAsync("ups2");
        Assert.Equal("UnknownUps", await reader.SaysAsync("ups2"));
        await server.AddUpsAsync("ups2");

        Assert.Equal("OL", await reader.SaysAsync("ups2"));
        Assert.Equal(1, reader.Link.Connections);
    }
}

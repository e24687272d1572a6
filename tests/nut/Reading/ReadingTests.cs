using NasOrleans.Protocols.Nut;
using NasOrleans.Protocols.Nut.Grammar;

namespace NasOrleans.Tests.Nut.Reading;

/// <summary>Against a real upsd that serves two UPSes.</summary>
public sealed class ReadingTests : IAsyncLifetime
{
    private UpsServer _server = null!;
    private INutReader _reader = null!;

    public async Task InitializeAsync()
    {
        if (UpsServer.Missing is not null) return;
        _server = await UpsServer.StartAsync(new UpsServerOptions { Upses = ["ups2", "ups1"] });
        _reader = await _server.ReaderAsync();
    }

    public async Task DisposeAsync()
    {
        if (UpsServer.Missing is not null) return;
        await _reader.DisposeAsync();
        await _server.DisposeAsync();
    }

    [FactNeeding("upsd", "nut-server")]
    public async Task Variables_AllThirtyThree_AndTheSameInstanceUntilOneChanges()
    {
        var first = await _reader.VariablesAsync("ups1", Client.None);
        var second = await _reader.VariablesAsync("ups1", Client.None);

        Assert.True(first.IsGood, $"{first.Fault}");
        Assert.True(first.Value.Count >= 33, $"{first.Value.Count}");
        Assert.Equal(("100", "S-ups1", "OL"), (first.Value["battery.charge"], first.Value["device.serial"], first.Value["ups.status"]));
        Assert.Null(first.Value["no.such"]);
        Assert.Same(first.Value, second.Value);
        _server.Change("ups1", ("battery.charge", "42"));
        await Eventually.IsTrue(async () => (await _reader.VariablesAsync("ups1", Client.None)).Value!["battery.charge"] == "42");
        var third = (await _reader.VariablesAsync("ups1", Client.None)).Value!;
        Assert.Equal("100", first.Value["battery.charge"]);
        Assert.Same(first.Value["device.serial"], third["device.serial"]);
    }

    [FactNeeding("upsd", "nut-server")]
    public async Task Status_InTokensAsTheyCome_UnknownOnesToo()
    {
        Assert.Equal("OL", await _reader.SaysAsync());
        _server.Change("ups1", ("ups.status", "OB DISCHRG LB NEWWORD"));
        await _reader.ComesToSayAsync("OB DISCHRG LB NEWWORD");

        var status = (await _reader.StatusAsync("ups1", Client.None)).Value!;

        Assert.Equal(["OB", "DISCHRG", "LB", "NEWWORD"], status.Tokens.ToArray());
        Assert.True(status.Has("DISCHRG"));
        Assert.False(status.Has("CHRG"));
        Assert.Same(status, (await _reader.StatusAsync("ups1", Client.None)).Value);
    }

    [FactNeeding("upsd", "nut-server")]
    public async Task OddValues_ComeAsTheyWereMeant()
    {
        // What a driver makes of such a line is its own affair; what the server then says is ours.
        _server.Change("ups2", ("ups.mfr", "\"say \\\"hi\\\"\""), ("ups.model", "\"back\\\\slash \\# hash\""));
        await Eventually.IsTrue(async () => (await _reader.VariableAsync("ups2", "ups.mfr", Client.None)).Value != "NasOrleans");

        var variables = (await _reader.VariablesAsync("ups2", Client.None)).Value!;

        foreach (var name in (string[])["ups.mfr", "ups.model"])
        {
            Assert.Equal(variables[name], (await _reader.VariableAsync("ups2", name, Client.None)).Value);
            Assert.Equal($"VAR ups2 {name} {NutText.Quote(variables[name]!)}", await _server.ReadAsync("ups2", name));
        }
    }

    [FactNeeding("upsd", "nut-server")]
    public async Task Questions_OfEveryKind_AreAnswered()
    {
        Assert.Equal([new NutUps("ups1", "UPS \"ups1\""), new NutUps("ups2", "UPS \"ups2\"")], (await _reader.UpsesAsync(Client.None)).Value.ToArray());
        Assert.Contains("upsd 2.", (await _reader.VersionAsync(Client.None)).Value, StringComparison.Ordinal);
        Assert.StartsWith("1.", (await _reader.ProtocolVersionAsync(Client.None)).Value, StringComparison.Ordinal);
        Assert.Contains("load.off", (await _reader.CommandsAsync("ups1", Client.None)).Value);
        Assert.Contains("ups.status", (await _reader.WritableAsync("ups1", Client.None)).Value!.Values.Keys);
        Assert.Empty((await _reader.ChoicesAsync("ups1", "ups.status", Client.None)).Value);
        Assert.Empty((await _reader.RangesAsync("ups1", "ups.status", Client.None)).Value);
        Assert.Empty((await _reader.ClientsAsync("ups1", Client.None)).Value);
        Assert.Equal(0, (await _reader.LoginsAsync("ups1", Client.None)).Value);
        Assert.Equal("UPS \"ups1\"", (await _reader.DescriptionAsync("ups1", Client.None)).Value);
        Assert.True((await _reader.TypeAsync("ups1", "ups.status", Client.None)).Value is { IsWritable: true });
        Assert.Equal("UPS status", (await _reader.VariableDescriptionAsync("ups1", "ups.status", Client.None)).Value);
        Assert.Equal("Turn off the load immediately", (await _reader.CommandDescriptionAsync("ups1", "load.off", Client.None)).Value);
        Assert.Equal(1, _reader.Link.Connections);
    }

    [FactNeeding("upsd", "nut-server")]
    public async Task Refusals_AreAnswers_AndTheConnectionLives()
    {
        Assert.Equal("UnknownUps", await _reader.SaysAsync("nobody"));
        Assert.Equal(NutError.UnknownUps, (await _reader.VariablesAsync("nobody", Client.None)).Fault!.Error);
        Assert.Equal(NutError.VarNotSupported, (await _reader.VariableAsync("ups1", "no.such", Client.None)).Fault!.Error);
        Assert.Equal(NutError.Unsayable, (await _reader.StatusAsync("ups1\nFSD ups1", Client.None)).Fault!.Error);
        Assert.Equal(NutError.Unsayable, (await _reader.VariableAsync("ups1", "a b", Client.None)).Fault!.Error);
        Assert.Equal("OL", await _reader.SaysAsync("UPS1"));
        Assert.Equal(1, _reader.Link.Connections);
    }
}

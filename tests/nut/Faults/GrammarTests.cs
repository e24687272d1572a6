using NasOrleans.Protocols.Nut;

namespace NasOrleans.Tests.Nut.Faults;

/// <summary>What no real server says: it is a fault of the protocol, the connection is given up, and nothing is guessed.</summary>
public sealed class GrammarTests
{
    [Theory]
    [InlineData("VAR other ups.status \"OL\"\n")]
    [InlineData("VAR ups1 ups.load \"OL\"\n")]
    [InlineData("VAR ups1 ups.status \"OL\n")]
    [InlineData("VAR ups1 ups.status OL\n")]
    [InlineData("VAR ups1 ups.status \"OL\" \"OB\"\n")]
    [InlineData("VAR ups1 ups.status \"OL\"OB\n")]
    [InlineData("VAR ups1 ups.status\n")]
    [InlineData("VAR  ups1 ups.status \"OL\"\n")]
    [InlineData("VAR ups1\u0001 ups.status \"OL\"\n")]
    [InlineData("OK\n")]
    [InlineData("\n")]
    [InlineData("ERR\n")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n")]
    public async Task Status_ThatIsNotTheAnswer_EndsTheConnection(string answer)
    {
        await using var server = new ScriptedServer(line => line.StartsWith("GET", StringComparison.Ordinal) ? answer : null);
        await using var reader = await ReaderAsync(server);

        var status = await reader.StatusAsync("ups1", Client.None);

        Assert.Equal(NutError.Protocol, status.Fault?.Error);
        await Eventually.IsTrue(() => server.Connections > 1);
    }

    [Theory]
    [InlineData("END LIST VAR ups1\n")]
    [InlineData("BEGIN LIST VAR other\nEND LIST VAR other\n")]
    [InlineData("BEGIN LIST VAR ups1\nEND LIST VAR other\n")]
    [InlineData("BEGIN LIST VAR ups1\nEND LIST RW ups1\n")]
    [InlineData("BEGIN LIST VAR ups1\nVAR other ups.load \"1\"\nEND LIST VAR ups1\n")]
    [InlineData("BEGIN LIST VAR ups1\nBEGIN LIST VAR ups1\nEND LIST VAR ups1\n")]
    [InlineData("BEGIN LIST VAR ups1\nERR DATA-STALE\n")]
    [InlineData("BEGIN LIST VAR ups1\nVAR ups1 \"ups.load\" \"1\"\nEND LIST VAR ups1\n")]
    [InlineData("BEGIN LIST VAR ups1\nVAR ups1 ups.load \"1\nEND LIST VAR ups1\n")]
    [InlineData("BEGIN LIST VAR ups1\nVAR ups1 ups.load 1\nEND LIST VAR ups1\n")]
    public async Task List_ThatIsNotTheAnswer_EndsTheConnection(string answer)
    {
        await using var server = new ScriptedServer(line => line.StartsWith("LIST", StringComparison.Ordinal) ? answer : null);
        await using var reader = await ReaderAsync(server);

        Assert.Equal(NutError.Protocol, (await reader.VariablesAsync("ups1", Client.None)).Fault?.Error);
    }

    [Fact]
    public async Task LineTooLong_AnswerTooLong_AndWordsNobodyAskedFor_EndTheConnection()
    {
        var endless = "BEGIN LIST VAR ups1\n" + string.Concat(Enumerable.Range(0, 5000).Select(number => $"VAR ups1 some.variable.{number} \"value\"\n"));
        foreach (var answer in (string[])[new string('x', 2000), $"VAR ups1 ups.status \"{new string('x', 1024)}\"\n", endless, "VAR ups1 ups.status \"OL\"\nVAR ups1 ups.status \"OB\"\n"])
        {
            await using var server = new ScriptedServer(line => line == "VER" ? null : answer);
            await using var reader = await ReaderAsync(server);

            var status = reader.StatusAsync("ups1", Client.None);
            var list = reader.VariablesAsync("ups1", Client.None);
            await Task.WhenAll(status, list);

            Assert.Equal(NutError.Protocol, (await list).Fault?.Error);
            await Eventually.IsTrue(() => server.Connections > 1);
        }
    }

    // A UPS that has garbage in its serial number takes neither itself nor its neighbours out of sight.
    [Fact]
    public async Task ValueThatIsNoText_IsUnknown_AndOnlyThat()
    {
        byte[] Answer(string line) => line.StartsWith("LIST", StringComparison.Ordinal)
            ? [.. "BEGIN LIST VAR ups1\nVAR ups1 ups.serial \""u8, 0xff, 0xfe, .. "\"\nVAR ups1 ups.mfr \"a\tb\"\nVAR ups1 ups.status \"OB LB\"\nVAR ups1 ups.load \"1\"\nVAR ups1 ups.load \"2\"\nEND LIST VAR ups1\n"u8]
            : [.. "VAR ups1 ups.status \"OL\u0001\"\n"u8];
        await using var server = new ScriptedServer(line => line == "VER" ? null : Answer(line));
        await using var reader = await ReaderAsync(server);

        var variables = (await reader.VariablesAsync("ups1", Client.None)).Value!;
        var status = await reader.StatusAsync("ups1", Client.None);

        Assert.Equal(["ups.serial", "ups.mfr", "ups.load"], variables.Garbled.ToArray());
        Assert.Equal(["ups.status"], variables.Values.Keys);
        Assert.Equal("OB LB", variables["ups.status"]);
        Assert.True(status is { IsGood: false, Fault: { Error: NutError.Protocol, Answered: true } });
        Assert.Equal(1, reader.Link.Connections);
    }

    [Fact]
    public async Task OlderServer_LacksWhatItLacks()
    {
        await using var server = new ScriptedServer(line => line switch
        {
            "VER" or "NETVER" => "ERR UNKNOWN-COMMAND\n",
            "LIST CLIENT ups1" or "SET TRACKING ON" => "ERR INVALID-ARGUMENT\n",
            "LIST RW ups1" => "ERR FEATURE-NOT-SUPPORTED\n",
            "PRIMARY ups1" => "ERR UNKNOWN-COMMAND\n",
            "MASTER ups1" => "OK MASTER-GRANTED\n",
            "LOGOUT" => "Goodbye...\n",
            "INSTCMD ups1 beeper.mute" or "USERNAME admin" or "PASSWORD \"x y\"" => "OK\n",
            _ => null,
        });
        await using var reader = await ReaderAsync(server);
        var target = new NutServerTarget { Host = "127.0.0.1", Port = server.Port, UserName = "admin", Password = new("x y") };
        await using var desk = (await Client.Factory.OpenDeskAsync(target, Client.None)).Desk!;

        Assert.Equal(NutError.Unsupported, (await reader.ProtocolVersionAsync(Client.None)).Fault?.Error);
        Assert.Equal(NutError.Unsupported, (await reader.ClientsAsync("ups1", Client.None)).Fault?.Error);
        Assert.Equal(NutError.Unsupported, (await reader.WritableAsync("ups1", Client.None)).Fault?.Error);
        Assert.Equal(NutResult.Confirmed, (await desk.ClaimPrimaryAsync("ups1", Client.None)).Result);
        Assert.Equal(NutResult.Accepted, (await desk.CommandAsync("ups1", "beeper.mute", null, TimeSpan.FromSeconds(5), Client.None)).Result);
    }

    [Fact]
    public async Task OrderWithoutAnAnswer_IsUnknown_AndNotSentAgain()
    {
        await using var server = new ScriptedServer(line => line switch { "USERNAME admin" or "PASSWORD x" => "OK\n", _ => null });
        var target = new NutServerTarget { Host = "127.0.0.1", Port = server.Port, UserName = "admin", Password = new("x") };
        await using var desk = (await Client.Factory.OpenDeskAsync(target, Client.None)).Desk!;

        var outcome = await desk.ForceShutdownAsync("ups1", Client.None);
        var second = await desk.ForceShutdownAsync("ups1", Client.None);

        Assert.True(outcome is { Result: NutResult.Unknown, Fault.Error: NutError.Timeout }, $"{outcome}");
        Assert.Equal(NutResult.NotSent, second.Result);
        Assert.Single(server.Heard, "FSD ups1");
    }

    private static async Task<INutReader> ReaderAsync(ScriptedServer server)
    {
        var reader = Client.Factory.Reader(new NutServerTarget { Host = "127.0.0.1", Port = server.Port });
        await reader.IsUpAsync();
        return reader;
    }
}

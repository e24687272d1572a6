using NasOrleans.Simulators.Ups.Hosting;

namespace NasOrleans.Tests.Ups;

/// <summary>The simulator and a real upsd 2.8 are asked the same, and have to answer the same.</summary>
public sealed class SideBySideTests
{
    // ups1 has a driver, ups2 has none. Only what does not depend on the make of the UPS.
    private static readonly string[] Anybody =
    [
        "VER", "NETVER", "PROTVER", "HELP", "ver x", "", "  ", "foo", "LIST", "LIST FOO", "LIST VAR", "LIST UPS", "list ups x", "LIST VAR nosuch", "LIST VAR ups2", "LIST RW ups2", "LIST CMD ups2",
        "LIST ENUM ups1", "LIST ENUM ups1 ups.status", "LIST ENUM ups1 no.such", "LIST RANGE ups1 ups.status", "LIST RANGE ups1 no.such", "LIST CLIENT", "LIST CLIENT ups1", "LIST CLIENT UPS2",
        "GET", "GET FOO", "GET FOO ups1 x", "GET VAR", "GET VAR ups1", "GET VAR ups1 no.such", "GET VAR ups1 ups.status", "get var UPS1 UPS.status more", "GET VAR ups2 ups.status", "GET VAR nosuch ups.status",
        "GET TYPE ups1", "GET TYPE ups1 no.such", "GET DESC ups1 ups.status", "GET DESC ups1 no.such", "GET DESC ups2 ups.status", "GET CMDDESC ups1 load.off", "GET CMDDESC ups1 no.such", "GET CMDDESC ups1",
        "GET UPSDESC ups1", "GET UPSDESC UPS2", "GET UPSDESC nosuch", "GET UPSDESC", "GET NUMLOGINS ups1", "GET NUMLOGINS ups2", "GET NUMLOGINS", "GET TRACKING", "GET TRACKING foo",
        "GET VAR ups1 server.version", "GET VAR nosuch server.info", "GET VAR ups1 server.foo", "\"VER\"", "V\"ER\"", "VE\\R", "VER=1", "=", "VER # comment", "# comment", "GET VAR ups1 \"ups\\#status\"", "GET\tVAR  ups1 \"ups.status\"",
        "VER\r", "VER\u0001", "GET VAR ups1 \"\u00e9\"", "LOGIN ups1", "LOGIN", "FSD ups1", "PRIMARY ups1", "SET", "SET VAR ups1 ups.load 1", "SET TRACKING ON", "INSTCMD", "USERNAME", "PASSWORD", "STARTTLS", "STARTTLS x", "LOGOUT x",
        $"GET VAR ups1 {new string('a', 600)}", $"VER {string.Join(' ', Enumerable.Repeat("b", 40))}", $"GET VAR {string.Join(' ', Enumerable.Repeat("b", 40))}",
    ];

    private static readonly string[] Somebody =
    [
        "LOGIN", "LOGIN nosuch", "LOGIN ups1 x", "LOGIN ups1", "LOGIN ups1", "LOGIN ups2", "GET NUMLOGINS ups1", "LIST CLIENT UPS1", "PRIMARY", "PRIMARY nosuch", "PRIMARY ups2", "PRIMARY ups1", "MASTER ups1", "MASTER ups1 x",
        "SET VAR ups1 no.such 1", "SET VAR nosuch ups.load 1", "SET VAR ups2 ups.load 1", "SET VAR ups1 driver.name x", "SET VAR ups1 ups.load", "SET FOO", "SET FOO x", "INSTCMD ups1", "INSTCMD ups1 no.such", "INSTCMD nosuch load.off", "INSTCMD ups2 load.off",
        "SET TRACKING", "SET TRACKING FOO", "SET TRACKING ON", "GET TRACKING", "GET TRACKING 12345678-1234-1234-1234-123456789012", "SET TRACKING OFF", "GET TRACKING", "USERNAME x", "PASSWORD x", "USERNAME x y",
        "FSD", "FSD nosuch", "FSD ups1 x", "FSD ups1", "GET VAR ups1 ups.status", "LOGOUT",
    ];

    [NutFact]
    public async Task Answers_AreThoseOfUpsd()
    {
        await using var real = await RealUpsd.StartAsync();
        await using var fleet = await UpsFleet.StartAsync(new UpsFleetOptions { Units = 2 });
        fleet.Units[1].DriverDies();

        await CompareAsync(real, fleet, Anybody);
        foreach (var user in (string[])["admin", "primary", "secondary", "nobody", "ghost"])
        {
            await CompareAsync(real, fleet, [$"USERNAME {user}", "LOGIN ups1", "PASSWORD secret", .. Somebody]);
        }
        await CompareAsync(real, fleet, ["USERNAME primary", "PASSWORD wrong", .. Somebody]);
    }

    [NutFact]
    public async Task LostLines_AreLostAlike()
    {
        await using var real = await RealUpsd.StartAsync();
        await using var fleet = await UpsFleet.StartAsync(new UpsFleetOptions());
        using var realTalk = await NutTalk.ToAsync(real.Port);
        using var talk = await NutTalk.ToAsync(fleet.Server);
        foreach (var each in (NutTalk[])[realTalk, talk])
        {
            await each.SendAsync("VER\\\nx\nGET VAR ups1 \"ups.sta\ntus\"\nGET VAR ups1 \"a#b\"\nNETVER\n");
            Assert.Equal("ERR UNKNOWN-COMMAND", await each.LineAsync());
            Assert.Equal("VAR ups1 ups.status \"OL\"", await each.LineAsync());
        }
        // Given time to be seen as a read of its own.
        await Eventually.IsTrue(() => fleet.Server.Received.Count(Simulators.Ups.Server.Received.Lost) == 1);
        Assert.Equal(0, talk.Tcp.Available + realTalk.Tcp.Available);
    }

    private static async Task CompareAsync(RealUpsd real, UpsFleet fleet, string[] requests)
    {
        using var expected = await NutTalk.ToAsync(real.Port);
        using var actual = await NutTalk.ToAsync(fleet.Server);
        foreach (var request in requests)
        {
            var answer = await AnswerAsync(expected, request);
            Assert.Equal($"{request}\n{answer}", $"{request}\n{await AnswerAsync(actual, request)}");
        }
    }

    private static async Task<string> AnswerAsync(NutTalk talk, string request)
    {
        var first = await talk.AskAsync(request);
        List<string> lines = [first];
        while (first.StartsWith("BEGIN", StringComparison.Ordinal) && !lines[^1].StartsWith("END", StringComparison.Ordinal)) lines.Add(await talk.LineAsync());
        return string.Join('\n', lines);
    }
}

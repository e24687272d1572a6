using NasOrleans.Power.Groups;
using NasOrleans.Power.Sources;
using NasOrleans.Silo.Import;

namespace NasOrleans.Tests.Unit.Import;

public sealed class UpsmonImportTests : IDisposable
{
    private readonly ImportStage _stage = new();

    public void Dispose() => _stage.Dispose();

    [Fact]
    public void Read_WholeFile_CarriesOverWhatThereIs()
    {
        var imported = new UpsmonImport("upsmon.conf").Read("""
            # what this host hangs on
            MONITOR rack@10.0.0.2:3494 1 monuser "pa\"ss \#1 \\" primary   # the old one
            MONITOR Rack@10.0.0.3 1 "monuser" s3cret-2 slave
            MINSUPPLIES 1
            SHUTDOWNCMD "/sbin/shutdown -h +0 \"power is out\""
            POLLFREQ 5
            POLLFREQALERT 2
            HOSTSYNC 30
            DEADTIME 25
            FINALDELAY 5
            NOTIFYFLAG ONBATT SYSLOG+WALL+EXEC
            RBWARNTIME 43200
            SOMETHING new
            """);
        var power = _stage.Taken(imported);

        Assert.Equal("/sbin/shutdown -h +0 \"power is out\"", power.Installation.OffCommand);
        Assert.Equal(["rack", "rack-2"], power.Sources.Select(source => source.Id.Value));
        var (first, second) = (power.Sources[0], power.Sources[1]);
        Assert.Equal(("rack", "10.0.0.2", 3494, NutRole.Primary, "monuser"), (first.Config.Ups!.Ups, first.Config.Ups.Server.Host, first.Config.Ups.Server.Port, first.Config.Ups.Role, first.Config.Ups.UserName));
        Assert.Equal((NutRole.Secondary, "Rack"), (second.Config.Ups!.Role, second.Config.Ups.Ups));
        Assert.Equal((2.0, 30.0, 25.0), (first.Config.Ups.PollInterval.TotalSeconds, first.Config.Ups.HostSync.TotalSeconds, first.Config.Contact.Failsafe.TotalSeconds));
        Assert.Equal((0.0, TimeSpan.Zero), (first.Config.Triggers.LowCharge, first.Config.Triggers.LongOnBattery));
        Assert.Equal(("pa\"ss #1 \\", "s3cret-2"), (first.Secrets.Password!.Value.Reveal(), second.Secrets.Password!.Value.Reveal()));

        var host = Assert.Single(Assert.Single(power.Groups).Config.Loads);
        Assert.Equal((true, FeedRule.All), (host.Local, host.Rule));
        Assert.Equal(["FINALDELAY", "NOTIFYFLAG", "RBWARNTIME", "SOMETHING"], imported.Left.Select(line => line.Split(": ")[1]));
    }

    [Theory]
    [InlineData("1 1", 1, FeedRule.All, 0)]
    [InlineData("1 1", 2, FeedRule.Any, 0)]
    [InlineData("1 1 1", 2, FeedRule.AtLeast, 2)]
    [InlineData("2 1", 2, FeedRule.AtLeast, 2)]
    [InlineData("1 0", 1, FeedRule.All, 0)]
    public void Read_PowerValues_BecomeFeeds(string values, int least, FeedRule rule, int count)
    {
        var lines = values.Split(' ').Select((value, index) => $"MONITOR ups{index}@localhost {value} u word-9 secondary\n");
        var load = _stage.Taken(new UpsmonImport("upsmon.conf").Read(string.Concat(lines) + $"MINSUPPLIES {least}\n")).Groups.Single().Config.Loads.Single();
        Assert.Equal((rule, count, values.Split(' ').Sum(int.Parse)), (load.Rule, load.Count, load.Feeds.Length));
    }

    [Theory]
    [InlineData("MONITOR ups@localhost 0 u word-9 secondary\n")]
    [InlineData("MONITOR ups@localhost 1 u word-9 secondary\nMINSUPPLIES 0\n")]
    public void Read_NothingFeedsThisHost_WatchesAlone(string text)
    {
        var imported = new UpsmonImport("upsmon.conf").Read(text);
        Assert.Empty(_stage.Taken(imported).Groups);
        Assert.Contains("nothing is shut down", Assert.Single(imported.Left));
    }

    [Theory]
    [InlineData("CERTVERIFY 1\nFORCESSL 1\n", NutTlsMode.Strict)]
    [InlineData("FORCESSL 1\n", NutTlsMode.SkipVerify)]
    [InlineData("", NutTlsMode.Off)]
    public void Read_Encryption_IsKept(string text, NutTlsMode tls) =>
        Assert.Equal(tls, _stage.Taken(new UpsmonImport("upsmon.conf").Read("MONITOR ups@nut.lan:3499 1 u word-9 master\n" + text)).Sources.Single().Config.Ups!.Server.Tls);

    [Theory]
    [InlineData("MONITOR ups@localhost 1 u p\n", "upsmon.conf:1: MONITOR: takes system, power value, user, password and role")]
    [InlineData("MONITOR ups@localhost one u secret-9 primary\n", "upsmon.conf:1: MONITOR: the power value 'one' is not a whole number from 0 to 50")]
    [InlineData("MONITOR ups@localhost -1 u secret-9 primary\n", "upsmon.conf:1: MONITOR: the power value '-1' is not a whole number from 0 to 50")]
    [InlineData("MONITOR ups@localhost 1 u secret-9 boss\n", "upsmon.conf:1: MONITOR: the role 'boss' is none of primary, secondary, master, slave")]
    [InlineData("MONITOR ups@localhost 1 u word-9 primary\nMINSUPPLIES 2\n", "upsmon.conf:2: MINSUPPLIES: 2 supplies are needed, and all power values together are 1")]
    [InlineData("MONITOR ups@localhost 1 u word-9 primary\nMINSUPPLIES -1\n", "upsmon.conf:2: MINSUPPLIES: takes a whole number from 0 up")]
    [InlineData("MONITOR ups@localhost 1 u word-9 primary\nDEADTIME soon\n", "upsmon.conf:2: DEADTIME: 'soon' is not a number of seconds from 0 up")]
    [InlineData("MONITOR ups@localhost 1 u word-9 primary\nPOLLFREQ\n", "upsmon.conf:2: POLLFREQ: '' is not a number of seconds from 0 up")]
    public void Read_WrongLine_IsNamedWithoutItsPassword(string text, string fault) => Assert.Contains(fault, new UpsmonImport("upsmon.conf").Read(text).Faults);

    [Fact]
    public void Read_LineThatNutRefuses_IsLeft()
    {
        var imported = new UpsmonImport("upsmon.conf").Read("MONITOR a@localhost 1 u \"p#q\" primary\nMONITOR b@localhost 1 u word-9 primary\n");
        Assert.Equal("b", Assert.Single(_stage.Taken(imported).Sources).Id.Value);
        Assert.Equal("upsmon.conf:1: MONITOR: NUT refuses a '#' in quotes without a '\\' before it", Assert.Single(imported.Left));
    }

    [Fact]
    public void Read_LineOverTwoLines_IsOne()
    {
        var lines = NutConfText.Read("MONITOR a@b \\\n 1 u \"p q\" primary\n\n# x\nDEADTIME 15 # y\n");
        Assert.Equal([(1, 6), (5, 2)], lines.Select(line => (line.Line, line.Words.Length)));
    }

    [Theory]
    [InlineData("MONITOR a@b 1 u word-9 primary\n", true)]
    [InlineData("  MONITOR a@b 1 u word-9 primary\n", true)]
    [InlineData("# MONITOR a@b 1 u word-9 primary\nUPS_NAME=x\n", false)]
    [InlineData("\"open", false)]
    public void IsOne_ByItsFirstWord(string text, bool isOne) => Assert.Equal(isOne, UpsmonImport.IsOne(text));
}

namespace NasOrleans.Tests.E2e;

/// <summary>The verb import, as somebody types it who comes from another tool.</summary>
public sealed class ImportTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Import_UpsmonConf_PrintsWhatValidateTakes()
    {
        await File.WriteAllTextAsync(_folder.File("upsmon.conf"), "MONITOR rack@localhost 1 monuser \"s3cret word\" secondary\nSHUTDOWNCMD \"/sbin/shutdown -h +0\"\nFINALDELAY 5\n");
        var printed = await Verb("import", "upsmon.conf");
        Assert.Equal(0, printed.ExitCode);
        Assert.StartsWith("power:\n", printed.Output);
        Assert.DoesNotContain("s3cret", printed.Output + printed.Errors);
        Assert.Contains("left: upsmon.conf:3: FINALDELAY: ", printed.Errors);
        Assert.Equal("s3cret word\n", await File.ReadAllTextAsync(_folder.File("rack.password")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.File("rack.password")));

        await File.WriteAllTextAsync(_folder.File("nas.yaml"), printed.Output);
        Assert.Equal(0, (await Verb("validate")).ExitCode);
    }

    [Fact]
    public async Task Import_WriteOverAFile_IsRefusedAndNothingIsTouched()
    {
        await File.WriteAllTextAsync(_folder.File("ups-monitor.conf"), "UPS_NAME=UPS@192.168.178.11\nLOW_BATTERY_THRESHOLD=30\nDISCORD_WEBHOOK_URL=https://discord.example/hook\n");
        Assert.Equal(0, (await Verb("import", "ups-monitor.conf", "--write", "new.yaml")).ExitCode);
        var written = await File.ReadAllTextAsync(_folder.File("new.yaml"));
        Assert.Contains("lowCharge: 30", written);
        Assert.Equal(0, (await Verb("validate", "new.yaml")).ExitCode);

        var again = await Verb("import", "ups-monitor.conf", "--write", "new.yaml");
        Assert.Equal(2, again.ExitCode);
        Assert.Contains("is there already, and is not overwritten", again.Errors);
        Assert.Equal(written, await File.ReadAllTextAsync(_folder.File("new.yaml")));
        Assert.True(File.Exists(_folder.File("discord.webhook")));
    }

    [Theory]
    [InlineData("UPS_NAME=a@b\nMAX_VM_WAIT=-1\n", "settings:2: MAX_VM_WAIT: '-1' is not a number from 0 up")]
    [InlineData("UPS_NAME=a@b\nLOW_BATTERY_THRESHOLD=200\n", "power.sources.a.triggers.lowCharge: has to be 0 to 99")]
    [InlineData("", "settings: UPS_NAME: is needed")]
    public async Task Import_WrongValue_OneLineNamesItAndNothingIsMade(string text, string fault)
    {
        await File.WriteAllTextAsync(_folder.File("settings"), text);
        var ended = await Verb("import", "settings");
        Assert.Equal((2, ""), (ended.ExitCode, ended.Output));
        Assert.Contains(fault, ended.Errors);
        Assert.Equal(["settings"], Directory.GetFiles(_folder.Root).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Import_NoSuchFile_SaysSo()
    {
        var ended = await Verb("import", "nowhere.conf");
        Assert.Equal((2, "", "nowhere.conf: does not exist\n"), (ended.ExitCode, ended.Output, ended.Errors));
    }

    private Task<Ended> Verb(params string[] arguments) => NasProgram.RunAsync(_folder.Root, new Dictionary<string, string> { ["HOME"] = _folder.File("home") }, arguments);
}

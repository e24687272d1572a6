using NasOrleans.Protocols.HostActions;

namespace NasOrleans.Tests.Power.HostActions;

/// <summary>Our own host, with stand-ins for what would end it.</summary>
public sealed class LocalHostTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly StandIns _standIns = new();

    private IHostActions Host => _standIns.Actions();

    public void Dispose() => _standIns.Dispose();

    [Fact]
    public async Task PowerOff_NoCommandGiven_IsTheUsualOne()
    {
        _standIns.Provide("shutdown", _standIns.Recording);

        Assert.Equal(ActEnd.Done, (await Host.PowerOffAsync("", Limit, default)).End);
        Assert.EndsWith(" shutdown -h now", Assert.Single(_standIns.Calls), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PowerOff_ConfiguredCommand_RunsByAShell()
    {
        _standIns.Provide("off", _standIns.Recording);

        Assert.Equal(ActEnd.Done, (await Host.PowerOffAsync("false || off 'a  b' $((1+1))", Limit, default)).End);
        Assert.EndsWith(" off a  b 2", Assert.Single(_standIns.Calls), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit 0", ActEnd.Done, "well")]
    [InlineData("echo first; echo why >&2; exit 1", ActEnd.Refused, "why")]
    [InlineData("no-such-program", ActEnd.Refused, "not found")]
    [InlineData("kill -9 $$", ActEnd.Unclear, "signal 9")]
    public async Task Run_HowTheCommandEnded_IsWhatTheActBecame(string command, object end, string text)
    {
        var result = await Host.RunAsync(command, Limit, default);

        Assert.Equal(end, result.End);
        Assert.Contains(text, result.Text, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', result.Text);
    }

    [Fact]
    public async Task Run_OurSecrets_AreNotInItsEnvironment()
    {
        Environment.SetEnvironmentVariable("NAS_TEST_SECRET", "very secret");

        var result = await Host.RunAsync("[ -z \"$NAS_TEST_SECRET\" ]", Limit, default);

        Assert.Equal(ActEnd.Done, result.End);
    }

    [Fact]
    public async Task Sync_Really_IsDone() => Assert.Equal(ActEnd.Done, (await Host.SyncAsync(Limit, default)).End);

    [FreezerFact]
    public async Task Sync_ThatCannotBeEnded_HoldsNobodyUp()
    {
        await using var freezer = new Freezer();
        _standIns.Provide("sync", $"echo $$ > {freezer.Tasks}; sleep 1000");
        var started = TimeProvider.System.GetTimestamp();

        var result = await Host.SyncAsync(TimeSpan.FromSeconds(2), default);

        Assert.Equal((ActEnd.TimedOut, true), (result.End, result.Text.Contains("left behind", StringComparison.Ordinal)));
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task Asked_WhatIsMissingAndWhichBoot_IsTold()
    {
        Assert.Equal(["no-such-program"], (await Host.MissingAsync(["sh", "no-such-program", "umount"], Limit, default)).Answer.AsEnumerable());
        Assert.Equal(File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim(), (await Host.BootIdAsync(Limit, default)).Answer);
    }
}

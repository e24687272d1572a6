using NasOrleans.Protocols.HostActions;

namespace NasOrleans.Tests.Power.HostActions.Files;

/// <summary>Real mounts of a moment.</summary>
public sealed class MountsTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private readonly TempFolder _folder = new();
    private readonly StandIns _standIns = new();

    private IHostActions Host => _standIns.Actions();

    public void Dispose()
    {
        // What a failed test left mounted.
        foreach (var folder in Directory.GetDirectories(_folder.Root)) SystemProgram.Run("umount", "-q", "-l", folder);
        _folder.Dispose();
        _standIns.Dispose();
    }

    [MountFact]
    public async Task Unmount_WhatIsMounted_IsDoneAndSeen()
    {
        var path = Mount("a b");
        Assert.True((await Host.IsMountedAsync(path, Limit, default)).Answer);

        var result = await Host.UnmountAsync(path, "", lazy: false, Limit, default);

        Assert.Equal((ActEnd.Done, false), (result.End, (await Host.IsMountedAsync(path, Limit, default)).Answer));
    }

    [MountFact]
    public async Task Unmount_WhatIsNotMounted_IsDoneAlready()
    {
        var result = await Host.UnmountAsync(Directory.CreateDirectory(_folder.File("plain")).FullName, "", lazy: false, Limit, default);

        Assert.Equal((ActEnd.Done, true), (result.End, result.Text.Contains("was not mounted", StringComparison.Ordinal)));
    }

    [MountFact]
    public async Task Unmount_WhatIsInUse_IsRefusedUnlessItIsLazy()
    {
        var path = Mount("busy");
        using var use = File.Create(Path.Combine(path, "file"));

        var refused = await Host.UnmountAsync(path, "", lazy: false, Limit, default);
        Assert.Equal((ActEnd.Refused, true), (refused.End, refused.Text.Contains("busy", StringComparison.Ordinal)));

        Assert.Equal(ActEnd.Done, (await Host.UnmountAsync(path, "-f", lazy: true, Limit, default)).End);
        Assert.False((await Host.IsMountedAsync(path, Limit, default)).Answer);
    }

    [MountFact]
    public async Task IsMounted_PathThatOnlyLeadsThere_IsSeenThrough()
    {
        var link = _folder.File("link");
        File.CreateSymbolicLink(link, Mount("target"));

        Assert.True((await Host.IsMountedAsync(link + "/", Limit, default)).Answer);
        File.Delete(link);
        Assert.False((await Host.IsMountedAsync(link, Limit, default)).Answer);
    }

    [Fact]
    public async Task Unmount_ThatHangsAndIgnoresSignals_EndsByItsLimit()
    {
        _standIns.Provide("umount", $"trap '' TERM; {_standIns.Recording}; while :; do sleep 1000; done");
        var started = TimeProvider.System.GetTimestamp();

        var result = await Host.UnmountAsync("/mnt/dead", "-f  -n", lazy: true, TimeSpan.FromSeconds(2), default);

        Assert.Equal(ActEnd.TimedOut, result.End);
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(7));
        Assert.EndsWith(" umount -f -n -l -- /mnt/dead", Assert.Single(_standIns.Calls), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/", "")]
    [InlineData("//", "")]
    [InlineData("mnt/a", "")]
    [InlineData("/mnt/a\nb", "")]
    [InlineData("/mnt/a", "-a")]
    [InlineData("/mnt/a", "-t nfs")]
    [InlineData("/mnt/a", "; reboot")]
    public async Task Unmount_WhatMustNotBePassedOn_IsNotSent(string path, string options)
    {
        _standIns.Provide("umount", _standIns.Recording);

        Assert.Equal(ActEnd.NotSent, (await Host.UnmountAsync(path, options, lazy: false, Limit, default)).End);
        Assert.Empty(_standIns.Calls);
    }

    private string Mount(string name)
    {
        var path = Directory.CreateDirectory(_folder.File(name)).FullName;
        var (exitCode, output) = SystemProgram.Run("mount", "-t", "tmpfs", "none", path);
        return exitCode == 0 ? path : throw new InvalidOperationException(output);
    }
}

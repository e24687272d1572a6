using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Estate.Drives;
using NasOrleans.Simulators.TrueNas.Jobs;
using NasOrleans.Simulators.TrueNas.Methods;

namespace NasOrleans.Tests.Estate;

public sealed class WipeTests
{
    private const int Free = 3;

    [Theory]
    [InlineData(Release.Scale2404, 0)]
    [InlineData(Release.Scale2410, 0x30)]
    public async Task Wipe_Full_WritesTheByteOfTheRelease(Release release, byte content)
    {
        var nas = new SimulatedNas(release);
        var job = nas.Start("disk.wipe", """["sdd","FULL"]""");

        await Eventually.IsTrue(nas.Time, TimeSpan.FromSeconds(6), () => job.IsOver);

        Assert.Equal(JobState.Success, job.State);
        Assert.Equal(new DriveWipe(WipeMode.Full, content, 1), nas.Estate.Shelf[Free].Wiped);
    }

    [Fact]
    public async Task Wipe_DriveOfAPool_IsBusyOnLinux()
    {
        var job = new SimulatedNas(Release.V2510).Start("disk.wipe", """["sda","FULL"]""");
        await job.Over;

        Assert.Equal((JobState.Failed, Errno.EBUSY), (job.State, job.Error!.Errno));
    }

    [Fact]
    public async Task Wipe_DriveOfAnExportedPool_IsNotProtected()
    {
        var nas = new SimulatedNas(Release.V2510);
        nas.Estate.Shelf[Free].ExportedPool = "old";

        var job = nas.Start("disk.wipe", """["sdd","QUICK"]""");
        await Eventually.IsTrue(nas.Time, TimeSpan.FromSeconds(1), () => job.IsOver);

        Assert.Equal(JobState.Success, job.State);
        Assert.Null(nas.Estate.Shelf[Free].ExportedPool);
    }

    [Fact]
    public async Task Wipe_FailingDrive_EndsWithAnInputOutputError()
    {
        var nas = new SimulatedNas(Release.V2510, Profile.BurnIn15);
        var job = nas.Start("disk.wipe", """["sdn","FULL_RANDOM"]""");

        await Eventually.IsTrue(nas.Time, TimeSpan.FromSeconds(6), () => job.IsOver);

        Assert.Equal((JobState.Failed, Errno.EIO), (job.State, job.Error!.Errno));
        Assert.Equal(0.3, nas.Estate.Shelf.Find("sdn")!.Drive.Wiped!.Part, 2);
    }

    [Theory]
    [InlineData(Release.Scale2212, true)]
    [InlineData(Release.Scale2404, false)]
    public async Task Abort_StopsTheWriting_FromScale2310On(Release release, bool goesOn)
    {
        var nas = new SimulatedNas(release);
        var job = nas.Start("disk.wipe", """["sdd","FULL"]""");
        await Eventually.IsTrue(() => nas.Time.Armed > 0);

        job.Abort();
        await job.Over;

        Assert.Equal(JobState.Aborted, job.State);
        Assert.Equal(goesOn ? 1 : 0, nas.Estate.Shelf[Free].Wiped!.Part);
    }

    [Fact]
    public async Task Wipe_SameDriveTwice_QueuesAndAnotherDriveDoesNot()
    {
        var nas = new SimulatedNas(Release.V2510, Profile.BurnIn15);
        var jobs = new[] { "sda", "sda", "sdb" }.Select(name => nas.Start("disk.wipe", $"""["{name}","FULL"]""")).ToList();

        await Eventually.IsTrue(() => jobs[0].State == JobState.Running && jobs[2].State == JobState.Running);

        Assert.Equal(JobState.Waiting, jobs[1].State);
    }
}

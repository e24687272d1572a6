using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Jobs;

namespace NasOrleans.Tests.Jobs;

public sealed class JobBookTests
{
    private readonly Appliance _nas = new(new ApplianceOptions { Number = 0, Name = "nas", Release = Release.V2510 });

    [Fact]
    public async Task Start_SameLock_SecondWaitsForTheFirst()
    {
        var hold = new TaskCompletionSource();
        var first = _nas.Jobs.Start("disk.wipe", [], async (_, _) => { await hold.Task; return null; }, line: "sda");
        var second = _nas.Jobs.Start("disk.wipe", [], (_, _) => Task.FromResult<JsonNode?>(1), line: "sda");

        await Eventually.IsTrue(() => first.State == JobState.Running);
        Assert.Equal(JobState.Waiting, second.State);
        hold.SetResult();
        await second.Over;
        Assert.Equal(JobState.Success, second.State);
    }

    [Fact]
    public async Task Abort_WhileItWaits_EndsAborted()
    {
        var job = _nas.Jobs.Start("x", [], async (job, _) => { await job.Delay(TimeSpan.FromDays(1)); return null; });
        await Eventually.IsTrue(() => job.State == JobState.Running);
        job.Abort();
        await job.Over;
        Assert.Equal(JobState.Aborted, job.State);
    }

    [Fact]
    public async Task Forget_AfterJobs_NumbersStartAgain()
    {
        await _nas.Jobs.Start("x", [], (_, _) => Task.FromResult<JsonNode?>(null)).Over;
        _nas.Jobs.Forget();
        Assert.Equal(1, _nas.Jobs.Start("x", [], (_, _) => Task.FromResult<JsonNode?>(null)).Id);
    }
}

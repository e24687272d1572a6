using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Estate.Tasks;
using NasOrleans.Simulators.TrueNas.Jobs;
using NasOrleans.Simulators.TrueNas.Methods;

namespace NasOrleans.Tests.Estate;

public sealed class TaskTests
{
    private readonly SimulatedNas _nas = new(Release.V2510);

    [Fact]
    public async Task Replication_RunsAndTellsItsState()
    {
        var told = new List<string>();
        _nas.Appliance.Events.Listen(happening => { if (happening.Collection == "replication.query") told.Add($"{happening.Change} {happening.Fields!["state"]!["state"]}"); });
        var job = _nas.Start("replication.run", "[1]");
        await Eventually.IsTrue(() => _nas.Time.Armed > 0);

        var state = _nas.Rows("replication.query")[0]!["state"]!;
        Assert.Equal("RUNNING", state["state"]!.GetValue<string>());
        Assert.NotNull(state["progress"]!["bytes_total"]);
        await Eventually.IsTrue(_nas.Time, TimeSpan.FromSeconds(1), () => job.IsOver);

        Assert.Equal("FINISHED", _nas.Rows("replication.query")[0]!["state"]!["state"]!.GetValue<string>());
        Assert.Equal(["Changed RUNNING", "Changed FINISHED"], told);
    }

    [Fact]
    public void FailedReplication_SaysWhy()
    {
        _nas.Estate.Tasks.Set(_nas.Estate.Tasks.Replications[0] with { State = TaskState.Error, Error = "No route to host" });

        Assert.Equal("ERROR No route to host", $"{_nas.Rows("replication.query")[0]!["state"]!["state"]} {_nas.Rows("replication.query")[0]!["state"]!["error"]}");
    }

    [Fact]
    public void SnapshotTask_TakesASnapshot()
    {
        var before = _nas.Rows("pool.snapshot.query").Count;

        _nas.Call("pool.snapshottask.run", "[1]");

        Assert.Equal(before + 1, _nas.Rows("pool.snapshot.query").Count);
        Assert.StartsWith("tank/media@auto-", _nas.Rows("pool.snapshottask.query")[0]!["state"]!["last_snapshot"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CronJob_OfSmartctl_PutsItsOutputIntoTheLog()
    {
        var made = _nas.Call("cronjob.create", """[{"command":"smartctl -j -x /dev/sda","user":"root","enabled":false,"stdout":false,"stderr":false}]""")!;
        var job = _nas.Start("cronjob.run", $"[{made["id"]}]");

        await Eventually.IsTrue(_nas.Time, TimeSpan.FromSeconds(1), () => job.IsOver);

        Assert.Equal(_nas.Estate.Shelf[0].Serial, JsonNode.Parse(Assert.Single(job.LogLines))!["serial_number"]!.GetValue<string>());
        Assert.True(_nas.Call("cronjob.delete", $"[{made["id"]}]")!.GetValue<bool>());
        Assert.Empty(_nas.Rows("cronjob.query"));
    }

    [Fact]
    public async Task CronJob_WhoseOutputIsSuppressed_LogsNothing()
    {
        var made = _nas.Call("cronjob.create", """[{"command":"smartctl -j -x /dev/sda","user":"root","stdout":true}]""")!;
        var job = _nas.Start("cronjob.run", $"[{made["id"]}]");
        await Eventually.IsTrue(_nas.Time, TimeSpan.FromSeconds(1), () => job.IsOver);

        Assert.Equal((JobState.Success, false), (job.State, job.HasLog));
    }

    [Fact]
    public void CronJob_WithoutCommandOrUnknown_IsRefused()
    {
        Assert.Equal("cron_job_create.command", Assert.Throws<MethodError>(() => _nas.Call("cronjob.create", """[{"user":"root"}]""")).Extra[0].Attribute);
        Assert.Throws<MethodError>(() => _nas.Call("cronjob.delete", "[4]"));
    }
}

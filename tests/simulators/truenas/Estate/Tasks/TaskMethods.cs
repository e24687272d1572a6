using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Jobs;
using NasOrleans.Simulators.TrueNas.Methods;
using NasOrleans.Simulators.TrueNas.Query;

namespace NasOrleans.Simulators.TrueNas.Estate.Tasks;

/// <summary>replication.*, pool.snapshottask.*</summary>
internal sealed class TaskMethods : IMethods
{
    public static IEnumerable<Method> All =>
    [
        Method.Query("replication.query", "REPLICATION_TASK_READ", (call, arguments) =>
            QueryEngine.Query(arguments, Tasks(call).Replications.Select(task => TaskRows.Row(call.Appliance.Estate, task)))),
        Method.Query("pool.snapshottask.query", "SNAPSHOT_TASK_READ", (call, arguments) =>
            QueryEngine.Query(arguments, Tasks(call).SnapshotTasks.Select(TaskRows.Row))),
        new("replication.run") { Role = "REPLICATION_TASK_WRITE", Parameters = ["id", "really_run?"], Check = arguments => arguments[0].Int("id"), Job = RunReplication },
        new("pool.snapshottask.run") { Role = "SNAPSHOT_TASK_WRITE", Parameters = ["id"], Body = TakeSnapshot },
    ];

    public static IEnumerable<EventSource> Sources => [new("replication.query") { Role = "REPLICATION_TASK_READ" }];

    private static TaskBook Tasks(CallContext call) => call.Appliance.Estate.Tasks;

    private static async Task<JsonNode?> RunReplication(JobContext job, JsonArray arguments)
    {
        var estate = job.Appliance.Estate;
        var id = arguments[0].Int("id");
        var task = estate.Tasks.Replications.FirstOrDefault(each => each.Id == id) ?? throw MethodError.NotFound($"Replication {id} does not exist");
        estate.Tasks.Set(task with { State = TaskState.Running, At = estate.Now, Error = null });
        for (var sent = 0; sent < 3; sent++)
        {
            job.Progress(100.0 * sent / 3, $"Sending {sent + 1} of 3");
            await job.Delay(TimeSpan.FromSeconds(5));
        }
        estate.Tasks.Set(task with { State = TaskState.Finished, At = estate.Now, Error = null });
        return null;
    }

    private static JsonNode? TakeSnapshot(CallContext call, JsonArray arguments)
    {
        var estate = call.Appliance.Estate;
        var id = arguments[0].Int("id");
        var task = estate.Tasks.SnapshotTasks.FirstOrDefault(each => each.Id == id) ?? throw MethodError.NotFound($"PeriodicSnapshotTask {id} does not exist");
        var snapshot = estate.Datasets.Take(task.Dataset, $"auto-{call.Now:yyyy-MM-dd_HH-mm}");
        estate.Tasks.Set(task with { State = TaskState.Finished, At = call.Now, LastSnapshot = snapshot.Id, Error = null });
        return null;
    }
}

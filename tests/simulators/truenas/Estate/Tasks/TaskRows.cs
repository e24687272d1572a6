using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Transports;

namespace NasOrleans.Simulators.TrueNas.Estate.Tasks;

internal static class TaskRows
{
    public static JsonObject Row(NasEstate estate, Replication task) => new()
    {
        ["id"] = task.Id,
        ["name"] = task.Name,
        ["direction"] = "PUSH",
        ["transport"] = task.Transport,
        ["ssh_credentials"] = task.Transport == "LOCAL" ? null : new JsonObject { ["id"] = 1, ["name"] = "attic", ["type"] = "SSH_CREDENTIALS" },
        ["source_datasets"] = new JsonArray(task.Source),
        ["target_dataset"] = task.Target,
        ["recursive"] = true,
        ["exclude"] = new JsonArray(),
        ["properties"] = true,
        ["naming_schema"] = new JsonArray(),
        ["periodic_snapshot_tasks"] = Rows.Of(estate.Tasks.SnapshotTasks.Select(each => Row(each))),
        ["auto"] = true,
        ["schedule"] = null,
        ["readonly"] = "SET",
        ["retention_policy"] = "SOURCE",
        ["lifetime_value"] = null,
        ["lifetime_unit"] = null,
        ["retries"] = 5,
        ["enabled"] = task.IsEnabled,
        ["state"] = State(task),
        ["job"] = null,
        ["has_encrypted_dataset_keys"] = false,
    };

    public static JsonObject Row(SnapshotTask task)
    {
        var state = new JsonObject { ["state"] = Text(task.State), ["datetime"] = Ejson.Moment(task.At) };
        if (task.LastSnapshot is { } last) state["last_snapshot"] = last;
        if (task.Error is { } error) state["error"] = error;
        return new()
        {
            ["id"] = task.Id,
            ["dataset"] = task.Dataset,
            ["recursive"] = task.IsRecursive,
            ["exclude"] = new JsonArray(),
            ["lifetime_value"] = 2,
            ["lifetime_unit"] = "WEEK",
            ["naming_schema"] = "auto-%Y-%m-%d_%H-%M",
            ["allow_empty"] = true,
            ["schedule"] = Rows.Schedule("00", "0", window: true),
            ["enabled"] = task.IsEnabled,
            ["vmware_sync"] = false,
            ["state"] = state,
        };
    }

    public static JsonObject State(Replication task)
    {
        var state = new JsonObject { ["state"] = Text(task.State), ["datetime"] = Ejson.Moment(task.At) };
        if (task.LastSnapshot is { } last) state["last_snapshot"] = last;
        if (task.Error is { } error) state["error"] = error;
        if (task.State == TaskState.Running)
        {
            state["progress"] = new JsonObject
            {
                ["dataset"] = task.Source,
                ["snapshot"] = task.LastSnapshot?.Split('@')[1],
                ["snapshots_sent"] = 1,
                ["snapshots_total"] = 3,
                ["bytes_sent"] = 1L << 30,
                ["bytes_total"] = 3L << 30,
            };
        }
        return state;
    }

    public static JsonObject Row(CronJob job) => new()
    {
        ["id"] = job.Id,
        ["enabled"] = job.IsEnabled,
        ["stderr"] = job.HidesErrors,
        ["stdout"] = job.HidesOutput,
        ["schedule"] = Rows.Schedule(job.Minute, job.Hour),
        ["command"] = job.Command,
        ["description"] = job.Description,
        ["user"] = job.User,
    };

    private static string Text(TaskState state) => state.ToString().ToUpperInvariant();
}

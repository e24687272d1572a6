using System.Collections.Immutable;
using System.Text.Json;
using NasOrleans.Protocols.TrueNas.Wire;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Protocols.TrueNas.Reading;

/// <summary>Replications and snapshot tasks.</summary>
internal static class TaskReader
{
    private static readonly ImmutableArray<string> ScheduleFields = ["minute", "hour", "dom", "month", "dow"];

    public static Task<ImmutableArray<ReplicationTask>> ReplicationsAsync(ReadContext context) =>
        context.AskAsync("replication.query", answer => answer.Items().Select(Replication).ToImmutableArray());

    public static Task<ImmutableArray<SnapshotTask>> SnapshotsAsync(ReadContext context) =>
        context.AskAsync("pool.snapshottask.query", answer => answer.Items().Select(Snapshot).ToImmutableArray());

    public static ReplicationTask Replication(JsonElement task)
    {
        var state = task.Field("state");
        var progress = state.Field("progress");
        return new ReplicationTask
        {
            Id = task.Text("id") ?? "",
            Name = task.Text("name") ?? "",
            Direction = task.Text("direction") ?? "",
            Transport = task.Text("transport") ?? "",
            Sources = [.. task.Items("source_datasets").Select(each => each.AsText() ?? "")],
            Target = task.Text("target_dataset") ?? "",
            Enabled = task.Flag("enabled") ?? false,
            State = state.Text("state") ?? "",
            StateAt = state.Date("datetime"),
            LastSnapshot = state.Text("last_snapshot"),
            Error = state.Text("error") ?? state.Text("reason"),
            BytesSent = progress.Integer("bytes_sent"),
            BytesTotal = progress.Integer("bytes_total"),
        };
    }

    public static SnapshotTask Snapshot(JsonElement task)
    {
        var state = task.Field("state");
        var schedule = task.Field("schedule");
        return new SnapshotTask
        {
            Id = task.Text("id") ?? "",
            Dataset = task.Text("dataset") ?? "",
            Recursive = task.Flag("recursive") ?? false,
            Enabled = task.Flag("enabled") ?? false,
            State = state.Text("state") ?? "",
            StateAt = state.Date("datetime"),
            LastSnapshot = state.Text("last_snapshot"),
            Error = state.Text("error"),
            Schedule = string.Join(' ', ScheduleFields.Select(name => schedule.Text(name) ?? "*")),
        };
    }
}

namespace NasOrleans.Simulators.TrueNas.Estate.Tasks;

public enum TaskState { Pending, Waiting, Running, Finished, Error, Hold }

/// <summary>A replication of a dataset to another system.</summary>
public sealed record Replication(int Id, string Name, string Source, string Target)
{
    public string Transport { get; init; } = "SSH";

    public bool IsEnabled { get; init; } = true;

    public TaskState State { get; init; } = TaskState.Finished;

    public DateTimeOffset At { get; init; }

    public string? LastSnapshot { get; init; }

    public string? Error { get; init; }
}

/// <summary>A task that takes snapshots of a dataset.</summary>
public sealed record SnapshotTask(int Id, string Dataset)
{
    public bool IsRecursive { get; init; } = true;

    public bool IsEnabled { get; init; } = true;

    public TaskState State { get; init; } = TaskState.Finished;

    public DateTimeOffset At { get; init; }

    public string? LastSnapshot { get; init; }

    public string? Error { get; init; }
}

/// <summary>A command that the NAS runs by the clock, or when told to.</summary>
public sealed record CronJob(int Id, string Command)
{
    public bool IsEnabled { get; init; } = true;

    public bool HidesOutput { get; init; } = true;

    public bool HidesErrors { get; init; }

    public string Description { get; init; } = "";

    public string User { get; init; } = "root";

    public string Minute { get; init; } = "00";

    public string Hour { get; init; } = "*";
}

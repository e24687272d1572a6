using System.Collections.Immutable;
using NasOrleans.Simulators.TrueNas.Events;

namespace NasOrleans.Simulators.TrueNas.Estate.Tasks;

/// <summary>Replications, snapshot tasks and cron jobs of a system.</summary>
public sealed class TaskBook
{
    private readonly NasEstate _estate;
    private ImmutableArray<CronJob> _cronJobs = [];

    internal TaskBook(NasEstate estate)
    {
        _estate = estate;
        var last = estate.Datasets.Snapshots.Length > 0 ? estate.Datasets.Snapshots[^1] : null;
        SnapshotTasks = [new(1, "tank/media") { At = last?.Made ?? estate.Now, LastSnapshot = last?.Id }];
        Replications = [new(1, "tank/media to the attic", "tank/media", "vault/media") { At = last?.Made.AddMinutes(4) ?? estate.Now, LastSnapshot = last?.Id }];
    }

    public ImmutableArray<SnapshotTask> SnapshotTasks { get; private set; }

    public ImmutableArray<Replication> Replications { get; private set; }

    public ImmutableArray<CronJob> CronJobs => _cronJobs;

    public void Set(Replication replication)
    {
        Replications = [.. Replications.Where(each => each.Id != replication.Id).Append(replication).OrderBy(each => each.Id)];
        _estate.Appliance.Events.Publish("replication.query", Change.Changed, replication.Id, new() { ["state"] = TaskRows.State(replication) });
    }

    public void Set(SnapshotTask task) => SnapshotTasks = [.. SnapshotTasks.Where(each => each.Id != task.Id).Append(task).OrderBy(each => each.Id)];

    public void Set(CronJob job) => ImmutableInterlocked.Update(ref _cronJobs, jobs => [.. jobs.Where(each => each.Id != job.Id).Append(job).OrderBy(each => each.Id)]);

    public bool Remove(int cronJob)
    {
        var before = _cronJobs.Length;
        return ImmutableInterlocked.Update(ref _cronJobs, jobs => jobs.RemoveAll(job => job.Id == cronJob)) && _cronJobs.Length < before;
    }
}

using NasOrleans.Simulators.TrueNas.Appliances;

namespace NasOrleans.Simulators.TrueNas.Jobs;

/// <summary>What a running job sees of itself.</summary>
internal sealed class JobContext(Appliance appliance, Job job)
{
    public Appliance Appliance { get; } = appliance;

    public int Id => job.Id;

    public JobOrigin Origin => job.Origin;

    /// <summary>Set when somebody aborted it, or the NAS went down.</summary>
    public CancellationToken Aborted => job.Aborted;

    /// <summary>Set when a test wants all jobs done at once.</summary>
    public bool IsHurried => job.IsHurried;

    public void Progress(double percent, string? description = null) => Appliance.Jobs.Progress(job, percent, description);

    public void Log(string line) => job.Log(line);

    /// <summary>Waits by the clock of the NAS, or not at all once the job is hurried.</summary>
    public Task Delay(TimeSpan time) => job.Delay(time, Appliance.Clock);
}

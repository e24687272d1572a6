using System.Collections.Immutable;
using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Events;
using NasOrleans.Simulators.TrueNas.Faults;
using NasOrleans.Simulators.TrueNas.Methods;

namespace NasOrleans.Simulators.TrueNas.Jobs;

/// <summary>The jobs of one NAS: in memory only, a thousand kept, numbered from 1 after each boot.</summary>
internal sealed class JobBook(Appliance appliance)
{
    private const int Kept = 1000;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Task> _lines = new(StringComparer.Ordinal);
    private ImmutableList<Job> _jobs = [];
    private int _last;

    public IReadOnlyList<Job> All => _jobs;

    public Job? Find(int id) => _jobs.Find(job => job.Id == id);

    public Job Start(Method method, JsonArray arguments, JobOrigin? origin = null) =>
        Start(method.Name, arguments, method.Job!, origin, method.Lock?.Invoke(arguments), method.IsAbortable);

    public Job Start(string method, JsonArray arguments, JobBody body, JobOrigin? origin = null, string? line = null, bool isAbortable = true)
    {
        Job job;
        TaskCompletionSource go = new();
        lock (_lock)
        {
            job = new Job(++_last, method, (JsonArray)arguments.DeepClone(), origin ?? new JobOrigin()) { Started = appliance.Clock.GetUtcNow(), IsAbortable = isAbortable };
            var before = line is not null && _lines.TryGetValue(line, out var tail) ? tail : go.Task;
            job.Over = Task.WhenAll(before, go.Task).ContinueWith(_ => Run(job, body), TaskScheduler.Default).Unwrap();
            if (line is not null) _lines[line] = job.Over;
            _jobs = Trimmed(_jobs.Add(job));
        }
        Tell(job, Change.Added);
        go.SetResult();
        return job;
    }

    public void Progress(Job job, double percent, string? description)
    {
        job.Percent = percent;
        job.Description = description ?? job.Description;
        Tell(job, Change.Changed);
    }

    /// <summary>Ends all running jobs at once, in success if their bodies succeed.</summary>
    public void HurryAll()
    {
        foreach (var job in _jobs) job.Hurry();
    }

    /// <summary>The middleware has started anew: nothing is remembered, numbers begin again.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            foreach (var job in _jobs) job.Abort();
            _jobs = [];
            _lines.Clear();
            _last = 0;
        }
    }

    private async Task Run(Job job, JobBody body)
    {
        try
        {
            job.Aborted.ThrowIfCancellationRequested();
            job.State = JobState.Running;
            Tell(job, Change.Changed);
            job.Result = await body(new JobContext(appliance, job), job.Arguments);
            End(job, JobState.Success);
        }
        catch (OperationCanceledException)
        {
            End(job, JobState.Aborted);
        }
        catch (Exception error)
        {
            job.Error = error as MethodError ?? MethodError.Crash(error);
            End(job, JobState.Failed);
        }
    }

    private void End(Job job, JobState state)
    {
        if (state == JobState.Success) job.Percent = 100;
        job.Finished = appliance.Clock.GetUtcNow();
        job.State = state;
        Tell(job, Change.Changed);
    }

    private void Tell(Job job, Change change)
    {
        if (!appliance.Events.HasListeners || !_jobs.Contains(job)) return;
        if (appliance.Faults.Has(Fault.MissingJobEvents) && job.State == JobState.Running) return;
        var times = appliance.Faults.Has(Fault.DoubledJobEvents) ? 2 : 1;
        for (var time = 0; time < times; time++)
            appliance.Events.Publish("core.get_jobs", change, job.Id, JobJson.Of(job, appliance.Release), job.Origin.UserName);
    }

    private static ImmutableList<Job> Trimmed(ImmutableList<Job> jobs) =>
        jobs.Count > Kept && jobs.Find(job => job.IsOver) is { } oldest ? jobs.Remove(oldest) : jobs;
}

using System.Diagnostics;

namespace NasOrleans.Silo.Telemetry;

/// <summary>The basics of the process and of .NET, under the names that dashboards know.</summary>
internal static class ProcessMetrics
{
    public static void Register()
    {
        var meter = Instrumentation.Meter;
        var process = Process.GetCurrentProcess();
        var started = new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds() / 1000.0;
        meter.CreateObservableGauge("process.start_time", () => started, "s", "Moment the process started, in Unix time");
        meter.CreateObservableCounter("process.cpu", () => Environment.CpuUsage.TotalTime.TotalSeconds, "s", "Processor time used");
        meter.CreateObservableGauge("process.resident_memory", () => Environment.WorkingSet, "By", "Memory held in RAM");
        if (Directory.Exists("/proc/self/fd"))
            meter.CreateObservableGauge("process.open_fds", () => Directory.EnumerateFileSystemEntries("/proc/self/fd").Count(), description: "Open file descriptors");
        meter.CreateObservableCounter("dotnet.gc.collections", Collections, description: "Garbage collections by generation");
        meter.CreateObservableCounter("dotnet.gc.pause", () => GC.GetTotalPauseDuration().TotalSeconds, "s", "Time all threads stood still for garbage collection");
        meter.CreateObservableGauge("dotnet.gc.heap", () => GC.GetTotalMemory(forceFullCollection: false), "By", "Managed memory in use");
        meter.CreateObservableCounter("dotnet.gc.allocated", () => GC.GetTotalAllocatedBytes(), "By", "Managed memory allocated since the start");
        meter.CreateObservableGauge("dotnet.thread_pool.threads", () => (long)ThreadPool.ThreadCount, description: "Threads of the thread pool");
        meter.CreateObservableGauge("dotnet.thread_pool.queue_length", () => ThreadPool.PendingWorkItemCount, description: "Work items that wait for a thread");
        meter.CreateObservableCounter("dotnet.lock.contentions", () => Monitor.LockContentionCount, description: "Times a thread had to wait for a lock");
    }

    private static IEnumerable<System.Diagnostics.Metrics.Measurement<long>> Collections()
    {
        for (var generation = 0; generation <= GC.MaxGeneration; generation++)
            yield return new(GC.CollectionCount(generation), new KeyValuePair<string, object?>("generation", generation));
    }
}

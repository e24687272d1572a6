using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NasOrleans.Solo.Activations;
using NasOrleans.Solo.Calls;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;

namespace NasOrleans.Solo.Hosting;

/// <summary>The one process: brings calls to activations, watches deadlines and idleness, starts and stops.</summary>
internal sealed partial class SoloRuntime(
    IServiceProvider services, GrainClasses classes, IOptions<SoloOptions> options, TimeProvider time, SoloMetrics metrics, ILogger<SoloRuntime> logger)
    : IHostedService, IDisposable
{
    // An activation that never comes up hands its calls on this often before they are refused.
    private const int MaxForwards = 2;

    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);

    private readonly CallDeadlines _deadlines = new();
    private readonly List<ITimer> _timers = [];
    private volatile Stage _stage;

    private enum Stage { New, Running, Stopping, Stopped }

    internal IServiceProvider Services => services;

    internal GrainClasses Classes => classes;

    internal SoloOptions Options { get; } = options.Value;

    internal TimeProvider Time => time;

    internal IGrainFactory Factory => field ??= new GrainFactory(this);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        metrics.Observe(classes);
        _timers.Add(time.CreateTimer(_ => _deadlines.Sweep(time.GetTimestamp()), null, SweepInterval, SweepInterval));
        _timers.Add(time.CreateTimer(_ => CollectIdle(), null, Options.CollectionQuantum, Options.CollectionQuantum));
        _stage = Stage.Running;
        return Task.CompletedTask;
    }

    /// <summary>Deactivates every grain; a call to one that is still there goes through, but none comes into being any more.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _stage = Stage.Stopping;
        try
        {
            while (Activations() is { Count: > 0 } left)
            {
                foreach (var activation in left) activation.Deactivate(new(DeactivationReasonCode.ShuttingDown, "The host is shutting down."), cancellationToken);
                await Task.WhenAll(left.Select(activation => activation.Deactivated)).WaitAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            LogStopCutShort(logger, Activations().Count);
        }
        _stage = Stage.Stopped;
        _deadlines.FailAll();
        Dispose();
    }

    public void Dispose() => _timers.ForEach(timer => timer.Dispose());

    internal List<Activation> Activations()
    {
        var all = new List<Activation>();
        foreach (var grainClass in classes.All) grainClass.ForEach(all.Add);
        return all;
    }

    internal void Send(Call call)
    {
        call.SentAt = time.GetTimestamp();
        if (!call.Method.OneWay)
        {
            call.Deadline = call.SentAt + (long)(TimeoutOf(call.Method).TotalSeconds * time.TimestampFrequency);
            _deadlines.Add(call);
        }
        Post(call);
    }

    internal void Post(GrainClass grainClass, string key, Call call)
    {
        if (_stage == Stage.Stopped) throw new SiloUnavailableException("The actor runtime has stopped.");
        while (true)
        {
            var target = grainClass.Find(key);
            if (target is null)
            {
                ThrowIfStopping();
                target = grainClass.Create(this, key);
            }
            // Refused means that it ended between the two lines; by then it is out of the directory.
            if (target.TryPost(call)) return;
        }
    }

    internal void Reroute(Call call, Ending ending)
    {
        if (ending.Reason.ReasonCode == DeactivationReasonCode.ActivationFailed) call.Fail(ending.Reason.Exception!);
        else if (!ending.WasValid && ++call.Forwards > MaxForwards)
            call.Fail(new OrleansMessageRejectionException($"{call} was handed on {MaxForwards} times, and no activation came up: {ending.Reason}"));
        else Post(call);
    }

    internal void Settle(Call call, bool failed)
    {
        _deadlines.Remove(call);
        metrics.Answered(call, time, failed);
    }

    internal TimeSpan TimeoutOf(GrainMethod method) => method.Timeout ?? Options.ResponseTimeout;

    internal void ThrowIfStopping()
    {
        if (_stage != Stage.Running) throw new SiloUnavailableException(
            _stage == Stage.New ? "The actor runtime has not started." : "The actor runtime is stopping: no grain is activated any more.");
    }

    /// <summary>A timer that keeps nothing of what flows in its creator's execution context.</summary>
    internal ITimer CreateTimer(TimerCallback callback, object state)
    {
        if (ExecutionContext.IsFlowSuppressed()) return time.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        using (ExecutionContext.SuppressFlow()) return time.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private static void Post(Call call)
    {
        try
        {
            call.Target.Post(call);
        }
        catch (Exception failure)
        {
            call.Fail(failure);
        }
    }

    private void CollectIdle()
    {
        var now = time.GetTimestamp();
        foreach (var grainClass in classes.All) grainClass.ForEach(activation => activation.Collect(now, Options.CollectionAge));
    }
}

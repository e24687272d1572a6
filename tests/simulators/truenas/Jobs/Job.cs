using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Auth;
using NasOrleans.Simulators.TrueNas.Methods;

namespace NasOrleans.Simulators.TrueNas.Jobs;

internal enum JobState { Waiting, Running, Success, Failed, Aborted }

/// <summary>Who started a job, and under which request ids.</summary>
internal sealed record JobOrigin
{
    public string? UserName { get; init; }

    public string CredentialType { get; init; } = "LOGIN_PASSWORD";

    public JsonNode? CredentialData { get; init; }

    public Login? Login { get; init; }

    public ImmutableArray<string> MessageIds { get; init; } = [];
}

/// <summary>One job: only what JSON is made of when somebody asks.</summary>
internal sealed class Job(int id, string method, JsonArray arguments, JobOrigin origin)
{
    private readonly CancellationTokenSource _abort = new();
    private readonly TaskCompletionSource _hurry = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> _log = new();

    public int Id { get; } = id;

    public string Method { get; } = method;

    public JsonArray Arguments { get; } = arguments;

    public JobOrigin Origin { get; } = origin;

    public bool IsAbortable { get; init; }

    public JobState State { get; set; }

    /// <summary>Null before the first word about progress, which is shown in its own way by each release.</summary>
    public double? Percent { get; set; }

    public string? Description { get; set; }

    public JsonNode? Result { get; set; }

    public MethodError? Error { get; set; }

    public DateTimeOffset Started { get; init; }

    public DateTimeOffset? Finished { get; set; }

    public IReadOnlyCollection<string> LogLines => _log;

    public bool HasLog => !_log.IsEmpty;

    public CancellationToken Aborted => _abort.Token;

    public bool IsHurried => _hurry.Task.IsCompleted;

    public bool IsOver => State >= JobState.Success;

    /// <summary>Ends when the job has ended, in whatever way.</summary>
    public Task Over { get; set; } = Task.CompletedTask;

    public void Abort() => _abort.Cancel();

    public void Hurry() => _hurry.TrySetResult();

    public void Log(string line) => _log.Enqueue(line);

    public async Task Delay(TimeSpan time, TimeProvider clock)
    {
        Aborted.ThrowIfCancellationRequested();
        if (IsHurried || time <= TimeSpan.Zero) return;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Aborted);
        await Task.WhenAny(_hurry.Task, Task.Delay(time, clock, stop.Token));
        await stop.CancelAsync();
        Aborted.ThrowIfCancellationRequested();
    }
}

using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using NasOrleans.Api.Errors;
using NasOrleans.Api.Security;
using NasOrleans.History;

namespace NasOrleans.Api.Audit;

/// <summary>
/// Writes down who changed what. A change that is done cannot be refused any more because its entry cannot be written: it is
/// answered as done, the entry waits here, and until it is on disk no further change is let through.
/// </summary>
internal sealed partial class AuditTrail : IHostedService, IDisposable
{
    public const int MaxWaiting = 1000;

    private readonly IAuditLog _log;
    private readonly TimeProvider _time;
    private readonly JsonSerializerOptions _json;
    private readonly ILogger<AuditTrail> _logger;
    private readonly Counter<long> _failures;
    private readonly SemaphoreSlim _gate = new(1);
    private readonly Queue<AuditEntry> _waiting = new();
    private volatile bool _failing;

    public AuditTrail(IAuditLog log, TimeProvider time, IOptions<JsonOptions> json, IMeterFactory meters, ILogger<AuditTrail> logger)
    {
        (_log, _time, _json, _logger) = (log, time, json.Value.SerializerOptions, logger);
        _failures = meters.Create("NasOrleans").CreateCounter<long>("nas.audit.failures", description: "Audit entries that could not be written at once");
    }

    /// <summary>Records a change that was carried out; returns when the entry is on disk, or kept to be written later.</summary>
    public async Task RecordAsync(Caller caller, string action, string target, object? before = null, object? after = null, string outcome = "done")
    {
        var entry = new AuditEntry
        {
            At = _time.GetUtcNow(),
            Tenant = caller.Tenant.Value,
            Actor = caller.Actor,
            Source = caller.Source,
            Action = action,
            Target = target,
            Outcome = outcome,
            Before = Text(before),
            After = Text(after),
            CorrelationId = caller.CorrelationId,
        };
        var isTried = !_failing;
        // As long as all is well entries are written side by side, so that many can share one write to disk.
        var failure = isTried ? await TryAppendAsync(entry) : null;
        if (isTried && failure is null) return;

        await _gate.WaitAsync(CancellationToken.None);
        try
        {
            failure ??= await FlushAsync() ?? await TryAppendAsync(entry);
            if (failure is not null) Keep(entry, failure);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Makes a change; when its answer is lost, it may have come about, and is recorded as such.</summary>
    public async Task<T> AttemptAsync<T>(Caller caller, string action, string target, Func<Task<T>> change)
    {
        try
        {
            return await change();
        }
        catch (Exception exception) when (Fault.LeavesOutcomeOpen(exception))
        {
            await RecordAsync(caller, action, target, outcome: "unknown");
            throw;
        }
    }

    /// <summary>Whether a change made now could be recorded; tries what waits once more.</summary>
    public async Task<bool> IsWritableAsync(CancellationToken cancellationToken)
    {
        if (!_failing) return true;
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return await FlushAsync() is null;
        }
        finally
        {
            _gate.Release();
        }
    }

    // A counter that is not there yet cannot be seen to rise.
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _failures.Add(0);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!await IsWritableAsync(cancellationToken)) LogLost(_waiting.Count);
    }

    public void Dispose() => _gate.Dispose();

    // What still stands in the way; null when nothing waits any more.
    private async Task<Exception?> FlushAsync()
    {
        while (_waiting.TryPeek(out var oldest))
        {
            if (await TryAppendAsync(oldest) is { } failure) return failure;
            _waiting.Dequeue();
        }

        if (_failing) LogRecovered();
        _failing = false;
        return null;
    }

    // A caller that hangs up must not keep its own change out of the record.
    private async Task<Exception?> TryAppendAsync(AuditEntry entry)
    {
        try
        {
            await _log.AppendAsync(entry, CancellationToken.None);
            return null;
        }
        catch (Exception exception)
        {
            _failures.Add(1);
            return exception;
        }
    }

    private void Keep(AuditEntry entry, Exception failure)
    {
        _failing = true;
        if (_waiting.Count < MaxWaiting)
        {
            _waiting.Enqueue(entry);
            LogKept(entry.Actor, entry.Action, entry.Target, entry.Outcome, entry.CorrelationId, failure);
        }
        else
        {
            LogDropped(entry.Actor, entry.Action, entry.Target, entry.Outcome, entry.CorrelationId, failure);
        }
    }

    private string? Text(object? value) => value is null ? null : JsonSerializer.Serialize(value, _json);

    [LoggerMessage(LogEvents.AuditFailed, LogLevel.Critical,
        "The audit entry '{Actor} {Action} {Target} {Outcome}' ({CorrelationId}) cannot be written; changes are refused until it is")]
    private partial void LogKept(string actor, string action, string target, string outcome, string? correlationId, Exception exception);

    [LoggerMessage(LogEvents.AuditDropped, LogLevel.Critical,
        "The audit entry '{Actor} {Action} {Target} {Outcome}' ({CorrelationId}) can neither be written nor kept; this line is all there is of it")]
    private partial void LogDropped(string actor, string action, string target, string outcome, string? correlationId, Exception exception);

    [LoggerMessage(LogEvents.AuditLost, LogLevel.Critical, "{Count} audit entries could not be written up to the stop; they stand in this log alone")]
    private partial void LogLost(int count);

    [LoggerMessage(LogEvents.AuditRecovered, LogLevel.Information, "The audit can be written again")]
    private partial void LogRecovered();
}

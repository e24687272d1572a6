using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace NasOrleans.Power.Journal;

/// <summary>
/// The journal over all of its copies, and in memory: what no copy takes is still known to this process. The newest of a key wins wherever
/// it comes from, and what one copy lacks it is given.
/// </summary>
internal sealed partial class PowerJournal : BackgroundService, IPowerJournal
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, JournalRecord> _newest = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _floors = new(StringComparer.Ordinal);
    private readonly ImmutableArray<GuardedCopy> _copies;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public PowerJournal(IEnumerable<IJournalCopy> copies, TimeProvider time, ILogger<PowerJournal> logger)
    {
        _copies = [.. copies.Select(copy => new GuardedCopy(copy, Tell, time))];
        _time = time;
        _logger = logger;
    }

    public JournalHealth Health => new() { Copies = [.. _copies.Select(copy => copy.Health)] };

    public async Task<JournalEntry<T>?> ReadAsync<T>(string key, CancellationToken cancellationToken) where T : class
    {
        var answers = await Task.WhenAll(_copies.Select(copy => copy.ReadAsync(key, cancellationToken)));
        foreach (var answer in answers) Learn(answer.Value);
        var newest = _newest.GetValueOrDefault(key);
        if (newest?.Json is { } json && Parse<T>(newest, json) is { } record) return new(newest.Version, record);
        _floors[key] = JournalRules.Base(newest, _time.GetUtcNow().ToUnixTimeMilliseconds());
        return null;
    }

    public Task<bool> WriteAsync<T>(string key, long version, T record, CancellationToken cancellationToken) where T : class =>
        PutAsync(new(key, Lifted(key, version), JsonSerializer.Serialize(record, StateJson.Options)), cancellationToken);

    public Task<bool> DeleteAsync(string key, long version, CancellationToken cancellationToken) =>
        PutAsync(new(key, Lifted(key, version), null), cancellationToken);

    public async Task<ImmutableArray<string>> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(_copies.Select(copy => copy.ListAsync(prefix, cancellationToken)));
        foreach (var record in answers.Where(answer => answer.Came).SelectMany(answer => answer.Value)) Learn(record);
        return [.. _newest.Values
            .Where(record => record.Json is not null && record.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(record => record.Key).Order(StringComparer.Ordinal)];
    }

    /// <summary>Once each copy has said what it holds, each is given what the others have and it lacks.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var unasked = _copies;
            while (true)
            {
                var answers = await Task.WhenAll(unasked.Select(copy => copy.ListAsync("", stoppingToken)));
                foreach (var record in answers.Where(answer => answer.Came).SelectMany(answer => answer.Value)) Learn(record);
                unasked = [.. unasked.Where((_, index) => !answers[index].Came)];
                if (unasked.IsEmpty) break;
                await Task.Delay(AskAgainAfter, _time, stoppingToken);
            }

            if (_copies.Length > 1) await Task.WhenAll(_newest.Values.SelectMany(record => _copies.Select(copy => copy.PutAsync(record))));
            if (Health.Copies.Sum(copy => copy.Lost) is > 0 and var lost) LogLost(lost);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was not compared is compared at the next start.
        }
    }

    private long Lifted(string key, long version) => JournalRules.Lift(version, _floors.TryGetValue(key, out var floor) ? floor : null);

    private async Task<bool> PutAsync(JournalRecord record, CancellationToken cancellationToken)
    {
        var kept = _newest.AddOrUpdate(record.Key, record, (_, known) => JournalRules.Accepts(record, known) ? record : known);
        if (kept != record)
        {
            LogOutdated(record.Key, record.Version);
            return false;
        }

        var writes = _copies.Select(copy => copy.PutAsync(record)).ToList();
        while (writes.Count > 0)
        {
            var written = await Task.WhenAny(writes).WaitAsync(cancellationToken);
            if (await written) return true;
            writes.Remove(written);
        }

        return false;
    }

    private void Learn(JournalRecord? record)
    {
        if (record is not null) _newest.AddOrUpdate(record.Key, record, (_, known) => JournalRules.Replaces(record, known) ? record : known);
    }

    private T? Parse<T>(JournalRecord record, string json) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, StateJson.Options);
        }
        catch (JsonException fault)
        {
            LogUnreadable(record.Key, record.Version, fault.Message);
            return null;
        }
    }

    private void Tell(string copy, string? fault)
    {
        if (fault is null) LogWell(copy);
        else LogFault(copy, fault);
    }

    [LoggerMessage(LogEvents.JournalFault, LogLevel.Error, "The power journal's {Copy} cannot be used, what it lacks waits in memory: {Reason}")]
    private partial void LogFault(string copy, string reason);

    [LoggerMessage(LogEvents.JournalWell, LogLevel.Information, "The power journal's {Copy} can be used again")]
    private partial void LogWell(string copy);

    [LoggerMessage(LogEvents.JournalLost, LogLevel.Error, "{Lost} places of the power journal are damaged and were left out; the newest record that is whole counts")]
    private partial void LogLost(int lost);

    [LoggerMessage(LogEvents.JournalUnreadable, LogLevel.Error, "{Key} in the power journal, version {Version}, cannot be understood: {Reason}")]
    private partial void LogUnreadable(string key, long version, string reason);

    [LoggerMessage(LogEvents.JournalOutdated, LogLevel.Warning, "{Key} was not written to the power journal: version {Version} is not newer than what it has")]
    private partial void LogOutdated(string key, long version);
}

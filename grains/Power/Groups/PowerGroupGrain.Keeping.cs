using System.Text.Json;
using Microsoft.Extensions.Logging;
using NasOrleans.Power.Groups.Shown;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Power.Sources;
using Orleans;

namespace NasOrleans.Power.Groups;

// What must not be forgotten is written beside the turns, the newest in place of what waits: no decision waits for a disk.
internal sealed partial class PowerGroupGrain
{
    // The journal keeps its limit itself; this is for one that does not.
    private static readonly TimeSpan JournalWithin = TimeSpan.FromSeconds(2);

    private bool _keeping;
    private bool _moreToKeep;
    private bool _unwritten;

    private async Task<PowerGroupState> Load(CancellationToken cancellationToken)
    {
        try
        {
            return await journal.ReadAsync<PowerGroupState>(Key, cancellationToken).WaitAsync(JournalWithin, time, cancellationToken) is { } entry
                ? entry.Record with { Revision = Math.Max(entry.Version, entry.Record.Revision) }
                : new();
        }
        catch (TimeoutException e)
        {
            LogUnread(e, _id.Value);
            return new();
        }
    }

    private void Set(GroupState next, bool keep = true)
    {
        var before = _state.Group;
        _state = _state with { Group = next };
        foreach (var news in GroupNewsRules.Of(before, next)) Tell(news);
        if (keep && GroupRules.MustPersist(before, next)) KeepSoon();
    }

    /// <summary>For what a person ordered: it holds once it is written. What came about meanwhile stays.</summary>
    private async Task<bool> Written(Func<PowerGroupState, PowerGroupState> change)
    {
        var before = _state;
        var written = await Write(change(before), JournalWithin);
        if (!written)
        {
            // What is refused here must not come true later.
            KeepSoon();
            return false;
        }

        Take(change, keep: _state.Group != before.Group);
        return true;
    }

    private void Take(Func<PowerGroupState, PowerGroupState> change, bool keep)
    {
        var next = change(_state);
        _state = next with { Group = _state.Group, Revision = _state.Revision };
        Set(next.Group, keep);
    }

    /// <summary>Whether it is written that these acts go out. Once nothing could be written for long enough, nobody waits for it any more.</summary>
    private async Task<bool> WriteIntent(ShutdownRun run, PowerMoment now)
    {
        if (!WriteRules.MustWait(run, now))
        {
            KeepSoon();
            return false;
        }

        var tried = run is { Protective: true, UnwrittenSince: { } since } ? run.At(now) - since : TimeSpan.Zero;
        return await Write(_state, StepTimes.WriteWithin - tried);
    }

    private async Task<bool> Write(PowerGroupState state, TimeSpan within)
    {
        // No other write may have this number.
        _state = _state with { Revision = _state.Revision + 1 };
        bool written;
        try
        {
            written = await journal.WriteAsync(Key, _state.Revision, state with { Revision = _state.Revision }, CancellationToken.None).WaitAsync(within, time);
        }
        catch (TimeoutException)
        {
            written = false;
        }

        if (!written && !_unwritten) LogUnwritten(_id.Value);
        if (written && _unwritten) LogWrittenAgain(_id.Value);
        _unwritten = !written;
        return written;
    }

    private void KeepSoon()
    {
        if (_keeping) _moreToKeep = true;
        else _ = KeepAll();
    }

    private async Task KeepAll()
    {
        _keeping = true;
        try
        {
            do
            {
                _moreToKeep = false;
                await Keep();
            }
            while (_moreToKeep);
        }
        finally
        {
            _keeping = false;
        }
    }

    private async Task Keep()
    {
        if (_state is { Config: null, RemovedAt: null } || !await Write(_state, JournalWithin)) return;
        if (!_gone && _state.Group.Run is { UnwrittenSince: not null } run) Set(_state.Group with { Run = WriteRules.Written(run) });
    }

    private void Tell(GroupNews news)
    {
        var level = news.Severity switch
        {
            PowerSeverity.Critical => LogLevel.Error,
            PowerSeverity.Warning => LogLevel.Warning,
            _ => LogLevel.Information,
        };
        LogNews(level, _state.Config?.Name ?? _id.Value, news.Text);
        var data = news.Run is null && news.Causes.IsEmpty ? null : JsonSerializer.Serialize(new { news.Run, news.Step, news.Causes }, StateJson.Options);
        teller.Tell(_tenant, "group:" + _id.Value, _state.Config?.Name ?? _id.Value, _clock.Now.Wall, news, data);
    }

    private string Key => this.GetPrimaryKeyString();

    [LoggerMessage(EventId = LogEvents.GroupNews, Message = "{Group}: {News}")]
    private partial void LogNews(LogLevel level, string group, string news);

    [LoggerMessage(LogEvents.GroupUnread, LogLevel.Error, "What power group {Group} went through could not be read in time")]
    private partial void LogUnread(Exception exception, string group);

    [LoggerMessage(LogEvents.GroupUnwritten, LogLevel.Error, "What power group {Group} goes through cannot be written; it goes on from memory")]
    private partial void LogUnwritten(string group);

    [LoggerMessage(LogEvents.GroupWrittenAgain, LogLevel.Information, "Power group {Group} is written again")]
    private partial void LogWrittenAgain(string group);
}

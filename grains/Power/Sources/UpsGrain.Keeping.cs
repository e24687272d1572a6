using Microsoft.Extensions.Logging;
using NasOrleans.Power.Sources.Orders;

namespace NasOrleans.Power.Sources;

// What must not be forgotten is written beside the turns, the newest in place of what waits: no decision waits for a disk.
internal sealed partial class UpsGrain
{
    private bool _keeping;
    private bool _moreToKeep;
    private bool _unwritten;

    private async Task<PowerSourceState> Load(CancellationToken cancellationToken) =>
        await journal.ReadAsync<PowerSourceState>(Key, cancellationToken) is { } entry ? entry.Record with { Revision = Math.Max(entry.Version, entry.Record.Revision) } : new();

    /// <summary>For what a person ordered: it holds once it is written.</summary>
    private async Task<bool> Written(PowerSourceState next)
    {
        next = next with { Revision = _state.Revision + 1 };
        // No other write may have this number.
        _state = _state with { Revision = next.Revision };
        if (!await journal.WriteAsync(Key, next.Revision, next, CancellationToken.None)) return false;
        _state = next with { Revision = Math.Max(next.Revision, _state.Revision) };
        return true;
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
        if (_state.Config is null) return;
        _state = _state with { Revision = _state.Revision + 1 };
        var written = await journal.WriteAsync(Key, _state.Revision, _state, CancellationToken.None);
        if (!written && !_unwritten) LogUnwritten(_id.Value);
        if (written && _unwritten) LogWrittenAgain(_id.Value);
        _unwritten = !written;
    }

    private void Tell(PowerNote note)
    {
        var level = note.Severity switch
        {
            PowerSeverity.Critical => LogLevel.Error,
            PowerSeverity.Warning => LogLevel.Warning,
            _ => LogLevel.Information,
        };
        LogNote(level, _state.Config?.Name ?? _id.Value, note.Text);
        teller.Tell(_tenant, "ups:" + _id.Value, _state.Config?.Name ?? _id.Value, note);
    }

    private string Key => $"{_tenant.Value}/ups:{_id.Value}";

    [LoggerMessage(EventId = LogEvents.SourceNote, Message = "{Source}: {Note}")]
    private partial void LogNote(LogLevel level, string source, string note);

    [LoggerMessage(LogEvents.SourceUnwritten, LogLevel.Error, "What power source {Source} went through cannot be written; it goes on from memory")]
    private partial void LogUnwritten(string source);

    [LoggerMessage(LogEvents.SourceWrittenAgain, LogLevel.Information, "Power source {Source} is written again")]
    private partial void LogWrittenAgain(string source);
}

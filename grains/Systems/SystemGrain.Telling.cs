using System.Globalization;
using Microsoft.Extensions.Logging;
using NasOrleans.Drives;
using NasOrleans.History;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Systems;

// Who hears of it: the log, the history, the fleet's shard and the alert book.
internal sealed partial class SystemGrain
{
    private void TellStatus(SystemStatus before, SystemState next)
    {
        LogStatus(_id.Value, before, next.Status);
        Post("system.status", next.StatusSince, string.Create(CultureInfo.InvariantCulture, $"{next.Config!.Name} went from {before} to {next.Status}"));
    }

    private void Post(string kind, DateTimeOffset at, string text) => events.Post(new HistoryEvent
    {
        At = at,
        Tenant = _tenant.Value,
        Subject = "system:" + _id.Value,
        Kind = kind,
        Text = text,
    });

    // Whole and unawaited: the next tick's report heals a lost one.
    private void Report()
    {
        var shard = GrainFactory.ShardOf(_tenant, _id);
        _ = _snapshot is { } snapshot ? shard.Report(snapshot) : shard.Forget(_id, _state.Revision);
    }

    // Not awaited by the turn that starts it; stays pending, and is told again by the next tick, until the book has answered.
    private async Task DeliverAlert()
    {
        var told = _state;
        var book = GrainFactory.SystemAlerts(_tenant, _id);
        try
        {
            await (SystemAlerts.Of(told) is { } alert ? book.Raise(alert) : book.Clear(SystemAlerts.Offline));
            if (_state.Status == told.Status && _state.Config == told.Config) _state = _state with { AlertPending = false };
        }
        catch (Exception e)
        {
            LogAlertNotDelivered(e, _id.Value);
        }
    }

    [LoggerMessage(LogEvents.SystemStatus, LogLevel.Information, "System {System} went from {Before} to {After}")]
    private partial void LogStatus(string system, SystemStatus before, SystemStatus after);

    [LoggerMessage(LogEvents.SystemUnwritten, LogLevel.Error, "What is observed of system {System} cannot be written; it is shown all the same and written later")]
    private partial void LogUnwritten(Exception exception, string system);

    [LoggerMessage(LogEvents.SystemWrittenAgain, LogLevel.Information, "What is observed of system {System} is written again")]
    private partial void LogWrittenAgain(string system);

    [LoggerMessage(LogEvents.SystemAlertUndelivered, LogLevel.Warning, "The alert book of system {System} did not answer; told again with the next tick")]
    private partial void LogAlertNotDelivered(Exception exception, string system);

    [LoggerMessage(LogEvents.SystemRebooted, LogLevel.Information, "System {System} has booted anew")]
    private partial void LogRebooted(string system);

    [LoggerMessage(LogEvents.PollFails, LogLevel.Warning, "System {System} cannot be read ({Error} at {Stage}): {Reason}")]
    private partial void LogPollFails(string system, LinkError error, LinkStage stage, string reason);

    [LoggerMessage(LogEvents.PollSucceedsAgain, LogLevel.Information, "System {System} is read again, after {Failures} failures")]
    private partial void LogPollSucceeds(string system, int failures);

    [LoggerMessage(LogEvents.DrivesSilent, LogLevel.Warning, "{Drives} drives of system {System} did not answer; told again with the next poll")]
    private partial void LogDrivesSilent(Exception exception, int drives, string system);

    [LoggerMessage(LogEvents.DrivesNotRecalled, LogLevel.Warning, "Drives of system {System} did not say what is known of them; asked again with the next tick")]
    private partial void LogDrivesNotRecalled(Exception exception, string system);

    [LoggerMessage(LogEvents.DriveNotLeft, LogLevel.Warning, "Drive {Drive} could not be told that system {System} was removed; it counts as present there until another system shows it")]
    private partial void LogDriveNotLeft(Exception exception, string system, DriveId drive);

    [LoggerMessage(LogEvents.PollReportLost, LogLevel.Error, "What was read of system {System} could not be told; read again with the next poll")]
    private partial void LogReportLost(Exception exception, string system);
}

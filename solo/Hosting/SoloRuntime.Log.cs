using Microsoft.Extensions.Logging;
using NasOrleans.Solo.Calls;
using Orleans.Runtime;

namespace NasOrleans.Solo.Hosting;

internal sealed partial class SoloRuntime
{
    internal void LogTickFailed(GrainId grain, Exception failure) => LogTickFailed(logger, grain, failure);

    internal void LogOneWayFailed(Call call, Exception failure) => LogOneWayFailed(logger, call, failure);

    internal void LogActivationFailed(GrainId grain, Exception failure) => LogActivationFailed(logger, grain, failure);

    internal void LogDeactivationFailed(GrainId grain, Exception failure) => LogDeactivationFailed(logger, grain, failure);

    [LoggerMessage(LogEvents.TickFailed, LogLevel.Warning, "A timer callback of {Grain} failed; its next tick still comes.")]
    private static partial void LogTickFailed(ILogger logger, GrainId grain, Exception failure);

    [LoggerMessage(LogEvents.OneWayFailed, LogLevel.Warning, "The one-way call {Call} failed, and nobody waits for it.")]
    private static partial void LogOneWayFailed(ILogger logger, Call call, Exception failure);

    [LoggerMessage(LogEvents.ActivationFailed, LogLevel.Warning, "{Grain} could not be activated; the calls that wait for it fail.")]
    private static partial void LogActivationFailed(ILogger logger, GrainId grain, Exception failure);

    [LoggerMessage(LogEvents.DeactivationFailed, LogLevel.Warning, "{Grain} failed while it was deactivated; it goes nevertheless.")]
    private static partial void LogDeactivationFailed(ILogger logger, GrainId grain, Exception failure);

    [LoggerMessage(LogEvents.StopCutShort, LogLevel.Warning, "The time to stop was over while {Count} activations had not ended.")]
    private static partial void LogStopCutShort(ILogger logger, int count);
}

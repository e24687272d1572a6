using NasOrleans.Fleet;
using NasOrleans.Power.Groups;
using NasOrleans.Power.Sources;
using Orleans;

namespace NasOrleans.Silo.Hosting;

/// <summary>Says loudly what is missing, every minute, and wakes what protects: the rosters that do it otherwise are not readable.</summary>
internal sealed partial class ProtectionWatch(ProtectionOnly only, IGrainFactory grains, TimeProvider time, ILogger<ProtectionWatch> logger) : BackgroundService
{
    private const int RoundsPerReminder = 12;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(5);

    private readonly HashSet<string> _asleep = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var rounds = new PeriodicTimer(Round, time);
            for (var round = 0; ; round++)
            {
                if (round % RoundsPerReminder == 0) LogOnly(only.Keys.Length, only.Cause.Message);
                await Task.WhenAll(only.Keys.Select(key => WakeAsync(key, stoppingToken)));
                await rounds.WaitForNextTickAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private async Task WakeAsync(string key, CancellationToken stoppingToken)
    {
        try
        {
            await Find(key).EnsureAwake().WaitAsync(Round, time, stoppingToken);
            lock (_asleep) _asleep.Remove(key);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
        catch (Exception fault)
        {
            bool isNew;
            lock (_asleep) isNew = _asleep.Add(key);
            if (isNew) LogAsleep(key, fault.Message);
        }
    }

    private IWakeable Find(string key) =>
        ProtectionRules.Noun(key) is "ups" ? grains.GetGrain<IUpsGrain>(key) : grains.GetGrain<IPowerGroupGrain>(key);

    [LoggerMessage(LogEvents.ProtectionOnly, LogLevel.Critical,
        "PROTECTION ONLY: {Count} power sources and groups are watched, everything else is off. {Reason} Mend it, then restart; nothing comes back by itself")]
    private partial void LogOnly(int count, string reason);

    [LoggerMessage(LogEvents.ProtectionAsleep, LogLevel.Critical, "{Key} cannot be woken: {Reason}")]
    private partial void LogAsleep(string key, string reason);
}

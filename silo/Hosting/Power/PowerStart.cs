using NasOrleans.Power.Groups;
using NasOrleans.Power.Sources;
using NasOrleans.Silo.Configuration;
using Orleans;

namespace NasOrleans.Silo.Hosting;

/// <summary>
/// Offers the power sources and groups of the configuration to their grains, at every start, sources first. They are start values: what
/// somebody changed since counts more, and what somebody deleted stays deleted; the grains know. One that could not be offered is offered
/// again: nothing is protected by a group that nobody took.
/// </summary>
internal sealed partial class PowerStart(PowerFile power, IGrainFactory grains, TimeProvider time, ILogger<PowerStart> logger, ProtectionOnly? only = null) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly HashSet<string> _complaints = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var open = power;
            using var rounds = new PeriodicTimer(Pause, time);
            while (true)
            {
                var sources = await Task.WhenAll(open.Sources.Select(async source => (source, Done: await IsSettled(source))));
                var groups = await Task.WhenAll(open.Groups.Select(async group => (group, Done: await IsSettled(group))));
                open = open with { Sources = [.. sources.Where(each => !each.Done).Select(each => each.source)], Groups = [.. groups.Where(each => !each.Done).Select(each => each.group)] };
                if (open.Sources.IsEmpty && open.Groups.IsEmpty) return;
                await rounds.WaitForNextTickAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private Task<bool> IsSettled(SourceStart start) => IsSettled(StartValue.Name(start), async () =>
    {
        var source = grains.PowerSource(TenantId.Main, start.Id);
        await Enrol(source);
        var outcome = await source.Configure(start.Config, start.Secrets, start.Origin);
        return (StartValue.Of(outcome.Refusal), $"{outcome.Refusal} {StartValue.Text(outcome.Problems)}".TrimEnd());
    });

    private Task<bool> IsSettled(GroupStart start) => IsSettled(StartValue.Name(start), async () =>
    {
        var group = grains.PowerGroup(TenantId.Main, start.Id);
        await Enrol(group);
        var outcome = await group.Configure(start.Config, start.Origin);
        return (StartValue.Of(outcome.Refusal), $"{outcome.Refusal} {StartValue.Text(outcome.Problems)}".TrimEnd());
    });

    // Where the rosters cannot be read, what protects is woken by its key.
    private Task Enrol(Fleet.IWakeable grain) => only is not null ? Task.CompletedTask : grains.RosterOf(grain).Add(grain.GetGrainId().ToString());

    private async Task<bool> IsSettled(string name, Func<Task<(StartRefusal Refusal, string Why)>> offer)
    {
        try
        {
            var (refusal, why) = await offer();
            switch (refusal)
            {
                case StartRefusal.None:
                    LogTaken(name);
                    return true;
                case StartRefusal.Deleted:
                    LogDeleted(name);
                    return true;
                case StartRefusal.SetByUser:
                    LogSetByUser(name);
                    return true;
                default:
                    if (IsNew(name + why)) LogRefused(name, why);
                    return false;
            }
        }
        catch (Exception exception)
        {
            // The others must not wait for this one.
            if (IsNew(name + exception.Message)) LogFailed(exception, name);
            return false;
        }
    }

    private bool IsNew(string complaint)
    {
        lock (_complaints) return _complaints.Add(complaint);
    }

    [LoggerMessage(LogEvents.PowerTaken, LogLevel.Information, "{Name} of the settings is watched")]
    private partial void LogTaken(string name);

    [LoggerMessage(LogEvents.PowerStaysDeleted, LogLevel.Information, "{Name} of the settings was deleted by somebody and stays so; add it over the API to have it back")]
    private partial void LogDeleted(string name);

    [LoggerMessage(LogEvents.PowerSetByUser, LogLevel.Information, "{Name} of the settings is not taken: it was set over the API, and that counts more")]
    private partial void LogSetByUser(string name);

    [LoggerMessage(LogEvents.PowerRefused, LogLevel.Error, "{Name} of the settings is not watched: {Why}. It is offered again every few seconds")]
    private partial void LogRefused(string name, string why);

    [LoggerMessage(LogEvents.PowerFailed, LogLevel.Error, "{Name} of the settings could not be offered; it is tried again every few seconds")]
    private partial void LogFailed(Exception exception, string name);
}

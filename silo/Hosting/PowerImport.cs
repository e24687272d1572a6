using NasOrleans.Power;
using NasOrleans.Power.Sources;
using NasOrleans.Silo.Configuration;
using Orleans;

namespace NasOrleans.Silo.Hosting;

/// <summary>
/// Offers the power check of the settings as a power source, at every start. It is a start value: what somebody changed since counts
/// more, and what somebody deleted stays deleted; the source's grain knows.
/// </summary>
internal sealed partial class PowerImport(IGrainFactory grains, PowerCheckOptions check, PowerOrigin origin, ILogger<PowerImport> logger) : IHostedService
{
    /// <summary>Always the same, so that another URL in the settings is the same source moved, not a second one.</summary>
    public static readonly PowerSourceId Id = new("power-check");

    public static PowerOrigin OriginOf(LoadedSettings loaded) =>
        loaded.File is { } file && loaded["powerCheck.url"].Origin.StartsWith(Path.GetFileName(file) + ":", StringComparison.Ordinal)
            ? PowerOrigin.File : PowerOrigin.Environment;

    public static PowerSourceConfig ConfigOf(PowerCheckOptions check) => new()
    {
        Name = "Power check",
        Probe = new ProbeConfig
        {
            Kind = ProbeKind.Http,
            Target = check.Url ?? "",
            Mode = check.Verified ? ProbeMode.Verified : ProbeMode.Immediate,
            CheckInterval = check.Interval,
            TotalChecks = check.Checks,
        },
    };

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            var source = grains.PowerSource(TenantId.Main, Id);
            await grains.RosterOf(source).Add(source.GetGrainId().ToString());
            // No secrets: whatever authorization somebody gave it stays.
            Tell(await source.Configure(ConfigOf(check), new PowerSourceSecrets(), origin));
            // Here follows the group that shuts the imported NAS down when this source is lost, once there are groups.
        }
        catch (Exception exception)
        {
            // What is watched already must not wait for what is to be new.
            LogFailed(exception, check.Url);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Tell(PowerSourceOutcome outcome)
    {
        switch (outcome.Refusal)
        {
            case PowerRefusal.None:
                LogImported(check.Url, Id.Value);
                break;
            case PowerRefusal.Deleted:
                LogDeleted(check.Url);
                break;
            case PowerRefusal.SetByUser:
                LogSetByUser(check.Url, Id.Value);
                break;
            default:
                LogRefused(check.Url, outcome.Refusal, string.Join("; ", outcome.Problems.Select(problem => $"{problem.Field}: {problem.Message}")));
                break;
        }
    }

    [LoggerMessage(LogEvents.PowerCheckImported, LogLevel.Information, "{Url} of the settings is watched as power source '{Source}'")]
    private partial void LogImported(string? url, string source);

    [LoggerMessage(LogEvents.PowerCheckStaysDeleted, LogLevel.Information, "{Url} of the settings was deleted by somebody and stays so; add it over the API to have it back")]
    private partial void LogDeleted(string? url);

    [LoggerMessage(LogEvents.PowerCheckSetByUser, LogLevel.Information, "{Url} of the settings is not taken: power source '{Source}' was set over the API, and that counts more")]
    private partial void LogSetByUser(string? url, string source);

    [LoggerMessage(LogEvents.PowerCheckRefused, LogLevel.Error, "{Url} of the settings was refused: {Refusal} {Problems}")]
    private partial void LogRefused(string? url, PowerRefusal refusal, string problems);

    [LoggerMessage(LogEvents.PowerCheckFailed, LogLevel.Error, "{Url} of the settings could not be watched; the next start tries again")]
    private partial void LogFailed(Exception exception, string? url);
}

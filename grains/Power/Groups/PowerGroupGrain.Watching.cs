using Microsoft.Extensions.Logging;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Sources;

namespace NasOrleans.Power.Groups;

// Verdicts are pulled, on a ring and with every tick: each says its own age, so that nothing old looks young after a freeze.
internal sealed partial class PowerGroupGrain
{
    private readonly HashSet<PowerSourceId> _silent = [];
    private bool _looking;
    private bool _lookAgain;
    private PowerMoment? _judged;
    private TimeSpan? _trustFrom;

    public Task Look()
    {
        LookSoon();
        return Task.CompletedTask;
    }

    private void LookSoon()
    {
        if (_looking) _lookAgain = true;
        else _ = LookAll();
    }

    private async Task LookAll()
    {
        _looking = true;
        try
        {
            do
            {
                _lookAgain = false;
                // Whoever slept while he asked must not decide on what lay about meanwhile: he looks once more, and then takes what there is.
                if (!await LookOnce(maySleep: false)) await LookOnce(maySleep: true);
            }
            while (_lookAgain && !_gone);
        }
        catch (Exception e)
        {
            LogUndecided(e, _id.Value);
        }
        finally
        {
            _looking = false;
        }
    }

    private async Task<bool> LookOnce(bool maySleep)
    {
        if (_state.Config is not { } config || _gone) return true;
        var asked = _clock.Now;
        var verdicts = await Task.WhenAll(config.Sources.Select(Ask));
        var now = _clock.Now;
        _trustFrom = LookRules.TrustFrom(_trustFrom, asked, now);
        if (_gone) return true;
        // It may have been set anew while we asked.
        if (!ReferenceEquals(_state.Config, config) || (!maySleep && LookRules.Slept(asked, now))) return false;
        _trustFrom = LookRules.TrustFrom(_trustFrom, _judged, now);
        _round = _round with { Looks = LookRules.Looks(config.Sources, verdicts, asked.Ticking, _trustFrom, now) };
        Decide(config, now);
        Reckon(config, now);
        return true;
    }

    private void Decide(PowerGroupConfig config, PowerMoment now)
    {
        var (judged, loads) = GroupRules.Judge(config, _state.Group, _round.Looks, GroupRules.Blinded(config, _state.Group), now);
        _round = _round with { Loads = loads, JudgedAt = now.Wall };
        _judged = now;
        GoOn(config, RunStartRules.Steer(config, judged, loads, Draft(config), now), now);
    }

    private async Task<SourceVerdict?> Ask(PowerSourceId source)
    {
        try
        {
            var verdict = await GrainFactory.PowerSource(_tenant, source).GetVerdict().WaitAsync(LookRules.Patience, time);
            if (_silent.Remove(source)) LogHeard(_id.Value, source.Value);
            return verdict;
        }
        catch (Exception e)
        {
            if (_silent.Add(source)) LogSilent(e, _id.Value, source.Value);
            return null;
        }
    }

    private RunDraft Draft(PowerGroupConfig config) => new()
    {
        Id = Guid.NewGuid(),
        Group = _id,
        BootId = boot.Id,
        DryRun = config.DryRun || installation.DryRun,
        StartedBy = "",
        Reason = "",
    };

    [LoggerMessage(LogEvents.GroupSourceSilent, LogLevel.Warning, "Power group {Group} does not hear how {Source} stands")]
    private partial void LogSilent(Exception exception, string group, string source);

    [LoggerMessage(LogEvents.GroupSourceHeard, LogLevel.Information, "Power group {Group} hears of {Source} again")]
    private partial void LogHeard(string group, string source);

    [LoggerMessage(LogEvents.GroupUndecided, LogLevel.Error, "Power group {Group} could not decide; the next tick tries again")]
    private partial void LogUndecided(Exception exception, string group);
}

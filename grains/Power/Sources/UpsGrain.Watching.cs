using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using NasOrleans.Power.Sources.Probes;
using NasOrleans.Power.Sources.Servers;
using NasOrleans.Protocols.Nut;
using NasOrleans.Secrets;
using Orleans;

namespace NasOrleans.Power.Sources;

// Data is pulled, and only the ring that it changed is pushed: a reading says its own age, so that nothing old looks young after a freeze.
internal sealed partial class UpsGrain
{
    private static readonly TimeSpan BetweenWatches = TimeSpan.FromSeconds(10);

    private ImmutableDictionary<string, string> _variables = ImmutableDictionary<string, string>.Empty;
    private TimeSpan? _watchSaid;
    private CancellationTokenSource? _checking;

    public async Task Look()
    {
        if (_state.Config is { Ups: { } ups })
        {
            // Whoever overslept must not decide on what lay about meanwhile: it looks once more, and then takes what there is.
            if (await LookAt(ups) is { LookAgain: true }) await LookAt(ups);
        }
        else if (_state is { Config.Probe: { } probe, Probe: { } state })
        {
            _state = _state with { Probe = ProbeRules.Tick(state, _clock.Now) };
            if (_checking is null && ProbeRules.IsDue(_state.Probe, probe, _clock.Now)) _ = Check(probe);
        }
    }

    private async Task<UpsJudgement?> LookAt(NutUpsConfig ups)
    {
        var seen = await Read(ups);
        // It may have been set anew or removed while we waited.
        if (_state is not { Config: { } config, Ups: { } state } || config.Ups != ups) return null;
        if (!seen.Variables.IsEmpty) _variables = seen.Variables;
        var judged = UpsRules.Judge(state, config, seen, _clock.Now);
        Take(judged);
        return judged;
    }

    private async Task<PowerObservation> Read(NutUpsConfig ups)
    {
        var asked = _clock.Now.Ticking;
        try
        {
            return await Server(ups).GetReading(ups.Ups) is { } reading
                ? PowerObservation.Of(reading, asked)
                : PowerObservation.Nothing(asked, "Nothing was read yet");
        }
        catch (Exception e)
        {
            LogUnread(e, _id.Value);
            return PowerObservation.Nothing(asked, "Whoever reads for us does not answer: " + e.Message);
        }
    }

    private void SayWatch(NutUpsConfig ups)
    {
        var now = _clock.Now.Ticking;
        if (_watchSaid is { } said && now - said < BetweenWatches) return;
        _watchSaid = now;
        _ = Say();

        async Task Say()
        {
            try
            {
                await Server(ups).Watch(new() { Source = _id, Ups = ups, Password = Open("password", _state.Password) });
            }
            catch (Exception e)
            {
                _watchSaid = null;
                LogUnread(e, _id.Value);
            }
        }
    }

    private void StopWatching(PowerSourceConfig config)
    {
        _watchSaid = null;
        if (config.Ups is { } ups) _ = Server(ups).Unwatch(_id);
    }

    private async Task Check(ProbeConfig probe)
    {
        using var checking = new CancellationTokenSource();
        _checking = checking;
        var started = _clock.Now.Ticking;
        try
        {
            var fault = await probes.CheckAsync(probe, Open("authorization", _state.Authorization), checking.Token);
            if (checking.IsCancellationRequested || _state is not { Config.Probe: { } set, Probe: { } state } || set != probe) return;
            var now = _clock.Now;
            Take(ProbeRules.Judge(state, probe, new() { At = started, Took = now.Ticking - started, Fault = fault }, now));
        }
        catch (OperationCanceledException) when (checking.IsCancellationRequested)
        {
            // Nobody waits for it any more.
        }
        finally
        {
            if (_checking == checking) _checking = null;
        }
    }

    private void Take(UpsJudgement judged)
    {
        _state = _state with { Ups = judged.State };
        Act(judged.Notes, judged.MustPersist, judged.VerdictChanged);
    }

    private void Take(ProbeJudgement judged)
    {
        _state = _state with { Probe = judged.State };
        Act(judged.Notes, judged.MustPersist, judged.VerdictChanged);
    }

    // The groups first: a verdict waits neither for the disk nor for those who are told.
    private void Act(ImmutableArray<PowerNote> notes, bool mustPersist, bool verdictChanged)
    {
        if (verdictChanged) Ring();
        foreach (var note in notes) Tell(note);
        if (mustPersist) KeepSoon();
    }

    private void Ring()
    {
        foreach (var group in Followers().Keys) _ = GrainFactory.PowerGroup(_tenant, group).Look();
    }

    private INutServerGrain Server(NutUpsConfig ups) => GrainFactory.NutServer(_tenant, ups.Server.Host, ups.Server.Port);

    private Secret Open(string field, string? stored)
    {
        try
        {
            return stored is null ? default : box.Decrypt(stored, Identity(field));
        }
        catch (SecretException e)
        {
            // Reading needs none, and what is to be read must not wait for a key.
            LogUnread(e, _id.Value);
            return default;
        }
    }

    [LoggerMessage(LogEvents.SourceUnread, LogLevel.Warning, "Power source {Source} could not be read")]
    private partial void LogUnread(Exception exception, string source);
}

using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using NasOrleans.Power.Groups.Around;
using NasOrleans.Power.Groups.Budget;
using NasOrleans.Power.Groups.Shown;
using NasOrleans.Power.Groups.Validation;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Sources;

namespace NasOrleans.Power.Groups;

// What it must know beside its sources: other groups, what sources are set to, what its targets need. All of it is asked for beside the turns.
internal sealed partial class PowerGroupGrain
{
    private static readonly TimeSpan BetweenFollows = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenFailedFollows = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan BetweenPreparations = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan BetweenBudgets = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PrepareWithin = TimeSpan.FromSeconds(30);

    private readonly Dictionary<PowerSourceId, TimeSpan> _followAt = [];
    private readonly Dictionary<PowerSourceId, FollowedLoads> _followed = [];
    private readonly Dictionary<PowerSourceId, PowerSourceConfig> _sourceConfigs = [];
    private readonly Dictionary<PowerSourceId, SourceFacts> _facts = [];
    private ImmutableArray<PowerGroupId>? _otherGroups;
    private OthersLook? _others;
    private bool _askingOthers;
    private bool _preparing;
    private TimeSpan? _prepareAt;
    private TimeSpan? _budgetAt;
    private BudgetSnapshot _toldBudget = new();

    private void ForgetAround()
    {
        _followAt.Clear();
        _facts.Clear();
        (_prepareAt, _budgetAt) = (null, null);
    }

    private void LookAround()
    {
        if (_state.Config is not { } config) return;
        var now = _clock.Now.Ticking;
        FollowAll(config);
        if (!_preparing && !(now < _prepareAt)) _ = Prepare(config);
        if (!_askingOthers && OthersRules.MustAsk(_state.Group.Run)) _ = AskOthers(OthersRules.UpsesOff(_state.Group.Run!));
    }

    /// <summary>Said again when it is time, and at once when the loads on a source have got further.</summary>
    private void FollowAll(PowerGroupConfig config)
    {
        var now = _clock.Now.Ticking;
        foreach (var (source, loads) in FollowRules.Loads(config, _state.Group))
        {
            if (now < _followAt.GetValueOrDefault(source) && _followed.GetValueOrDefault(source) == loads) continue;
            (_followAt[source], _followed[source]) = (now + BetweenFollows, loads);
            _ = Follow(source, loads);
        }
    }

    private async Task Follow(PowerSourceId source, FollowedLoads loads)
    {
        try
        {
            var grain = GrainFactory.PowerSource(_tenant, source);
            await grain.Follow(new() { Group = _id, Loads = loads });
            if (await grain.GetSnapshot() is { } snapshot) _sourceConfigs[source] = snapshot.Config;
        }
        catch (Exception e)
        {
            // Its silence is noticed where its verdict is asked for.
            LogUnfollowed(e, _id.Value, source.Value);
            _followAt[source] = _clock.Now.Ticking + BetweenFailedFollows;
        }
    }

    private async Task Prepare(PowerGroupConfig config)
    {
        _preparing = true;
        try
        {
            var steps = PlanRules.AllSteps(config);
            ImmutableArray<string> missing = [.. await Beside(limit => targets.MissingAsync(steps, limit), PrepareWithin)];
            await Beside(async limit =>
            {
                await targets.PrepareAsync(_tenant, _id, steps, limit);
                return true;
            }, PrepareWithin);
            if (!ReferenceEquals(_state.Config, config)) return;
            foreach (var news in GroupNewsRules.OfMissing(_round.Missing, missing)) Tell(news);
            _round = _round with { Missing = missing };
        }
        catch (Exception e)
        {
            LogUnprepared(e, _id.Value);
        }
        finally
        {
            _preparing = false;
            if (ReferenceEquals(_state.Config, config)) _prepareAt = _clock.Now.Ticking + BetweenPreparations;
        }
    }

    private async Task AskOthers(ImmutableHashSet<PowerSourceId> upses)
    {
        _askingOthers = true;
        try
        {
            var asked = _clock.Now.Ticking;
            // In an outage the journal may be hard to reach; who was there before it counts then.
            _otherGroups = await OtherGroups() ?? _otherGroups;
            if (_otherGroups is not { } others) return;
            var answers = await Task.WhenAll(others.Select(group => AskOther(group, upses)));
            _others = new() { AskedAt = asked, Clear = [.. upses.Where(ups => answers.All(answer => answer.Clear.Contains(ups)))], Busy = answers.Any(answer => answer.Busy) };
        }
        finally
        {
            _askingOthers = false;
        }
    }

    private async Task<(ImmutableHashSet<PowerSourceId> Clear, bool Busy)> AskOther(PowerGroupId id, ImmutableHashSet<PowerSourceId> upses)
    {
        try
        {
            var group = GrainFactory.PowerGroup(_tenant, id);
            var loads = Task.WhenAll(upses.Select(async ups => (Ups: ups, Loads: await group.GetLoads(ups))));
            var snapshot = group.GetSnapshot();
            await Task.WhenAll(loads, snapshot).WaitAsync(LookRules.Patience, time);
            return ([.. (await loads).Where(each => each.Loads is not { AllDark: false }).Select(each => each.Ups)], await snapshot is { } shown && OthersRules.IsBusy(shown));
        }
        catch (Exception e)
        {
            LogOtherSilent(e, id.Value, _id.Value);
            return ([], true);
        }
    }

    private ImmutableArray<SourceFacts> Facts(PowerGroupConfig config) => [.. config.Sources.Select(source => _facts.GetValueOrDefault(source) ?? new() { Source = source })];

    private void Reckon(PowerGroupConfig config, PowerMoment now)
    {
        foreach (var look in _round.Looks) _facts[look.Source] = SourceFactsRules.Of(_facts.GetValueOrDefault(look.Source), look, _sourceConfigs.GetValueOrDefault(look.Source));
        if (now.Ticking < _budgetAt) return;
        _budgetAt = now.Ticking + BetweenBudgets;
        _round = _round with { Budget = BudgetRules.Budget(config, Facts(config), _state.Group.Durations) };
        // Before all are known, and in mid-outage, it is no news.
        if (!_round.Looks.All(look => look is { IsFresh: true, Verdict.Standing: PowerStanding.OnLine }) || !config.Sources.All(_sourceConfigs.ContainsKey)) return;
        foreach (var news in GroupNewsRules.OfBudget(_toldBudget, _round.Budget)) Tell(news);
        _toldBudget = _round.Budget;
    }

    [LoggerMessage(LogEvents.GroupUnfollowed, LogLevel.Warning, "Power group {Group} could not follow {Source}")]
    private partial void LogUnfollowed(Exception exception, string group, string source);

    [LoggerMessage(LogEvents.GroupUnprepared, LogLevel.Error, "What the steps of power group {Group} need could not be looked after")]
    private partial void LogUnprepared(Exception exception, string group);

    [LoggerMessage(LogEvents.GroupOtherSilent, LogLevel.Warning, "Power group {Other} does not tell power group {Group} how its loads stand")]
    private partial void LogOtherSilent(Exception exception, string other, string group);
}

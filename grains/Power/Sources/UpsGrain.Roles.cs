using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using NasOrleans.Power.Sources.Orders;
using NasOrleans.Power.Sources.Reading;
using NasOrleans.Power.Sources.Roles;

namespace NasOrleans.Power.Sources;

// The groups that go by this source, and the others who watch the UPS: through here both wait for each other. No tick waits for either.
internal sealed partial class UpsGrain
{
    private static readonly TimeSpan FollowerForgotten = TimeSpan.FromSeconds(100);

    private readonly Dictionary<PowerGroupId, (FollowedLoads Loads, TimeSpan SaidAt)> _followers = [];
    private readonly HeldLogin _login = new(nut, time);
    private ForcedShutdown? _forced;
    private TimeSpan? _forceAfter;
    private bool _forcing;
    private ContactFaultKind? _loginFault;

    public Task Follow(PowerFollower follower)
    {
        _followers[follower.Group] = (follower.Loads, _clock.Now.Ticking);
        PlayRole();
        return Task.CompletedTask;
    }

    private ImmutableDictionary<PowerGroupId, FollowedLoads> Followers()
    {
        var now = _clock.Now.Ticking;
        foreach (var (group, follower) in _followers.ToArray())
            if (now - follower.SaidAt > FollowerForgotten) _followers.Remove(group);
        return _followers.ToImmutableDictionary(each => each.Key, each => each.Value.Loads);
    }

    private void PlayRole()
    {
        if (_state.Config is not { Ups: { } ups } config || ups.Role == NutRole.Observer)
        {
            _ = _login.ReleaseAsync();
            return;
        }

        var (verdict, loads, now) = (Verdict(config), Followers().Values.ToImmutableArray(), _clock.Now);
        _ = RoleRules.HoldsLogin(ups.Role, verdict.Standing, loads) ? _login.KeepAsync(_server!, ups.Ups) : _login.ReleaseAsync();
        if (verdict.AwaitsOthers) _ = _login.CountAsync();
        if (!_forcing && !(now.Ticking < _forceAfter) && RoleRules.ForcesShutdown(ups.Role, verdict, IsForced, _forced, loads)) _ = Force(ups, verdict);
        TellLogin();
    }

    private async Task Force(NutUpsConfig ups, SourceVerdict verdict)
    {
        _forcing = true;
        try
        {
            var order = new UpsOrder { Id = Guid.NewGuid(), Kind = UpsOrderKind.ForceShutdown, Confirm = _id, By = "power", Reason = verdict.Why };
            var outcome = await Send(ups, order);
            _forceAfter = _clock.Now.Ticking + RoleRules.Pause(outcome.Result);
            if (outcome.Result is UpsOrderResult.Confirmed or UpsOrderResult.Accepted)
            {
                _forced = new(verdict.OutageSince!.Value, _clock.Now);
                LogForced(_id.Value, verdict.Why);
            }
            else
            {
                LogNotForced(_id.Value, outcome.Message);
            }

            if (outcome.Result == UpsOrderResult.NotSent) return;
            _state = OrderRules.Ended(OrderRules.Given(_state, order, _clock.Now.Wall), order.Id, outcome);
            KeepSoon();
        }
        finally
        {
            _forcing = false;
        }
    }

    private bool IsForced => _state.Ups?.Seen is { } seen && UpsStatus.Read(seen.Text) is { } status && status.Has(UpsFlags.ForcedShutdown);

    private bool AwaitsOthers(NutUpsConfig ups) => ups.Role == NutRole.Primary && RoleRules.AwaitsOthers(_forced, _login.Others, ups.HostSync, _clock.Now);

    private LoginSnapshot? Login(PowerSourceConfig config) => config.Ups is not { Role: not NutRole.Observer } ? null : new()
    {
        State = _login.IsHeld ? LoginState.Held : _login.IsReleased ? LoginState.Released : LoginState.Missing,
        Fault = _login.Fault,
        Others = _login.Others,
        ForcedAt = _forced?.At.Wall,
    };

    private void TellLogin()
    {
        var fault = _login.Fault?.Kind;
        if (fault == _loginFault) return;
        if (_login.Fault is { } why) LogNoLogin(_id.Value, why.Message);
        else if (_login.IsHeld) LogLoggedIn(_id.Value);
        _loginFault = fault;
    }

    [LoggerMessage(LogEvents.SourceNoLogin, LogLevel.Warning, "The NUT server of power source {Source} takes no login from us, so its primary does not wait for our loads: {Why}")]
    private partial void LogNoLogin(string source, string why);

    [LoggerMessage(LogEvents.SourceLoggedIn, LogLevel.Information, "The NUT server of power source {Source} takes our login again")]
    private partial void LogLoggedIn(string source);

    [LoggerMessage(LogEvents.SourceForced, LogLevel.Warning, "Power source {Source}: a forced shutdown was set, and all who watch it go down: {Why}")]
    private partial void LogForced(string source, string why);

    [LoggerMessage(LogEvents.SourceNotForced, LogLevel.Error, "Power source {Source}: no forced shutdown could be set, and others who watch it are not told: {Why}")]
    private partial void LogNotForced(string source, string why);
}

using System.Collections.Immutable;
using NasOrleans.Simulators.Ups.Batteries;
using NasOrleans.Simulators.Ups.Faults;
using NasOrleans.Simulators.Ups.Profiles;

namespace NasOrleans.Simulators.Ups.Units;

/// <summary>One simulated UPS. Whatever is changed here shows at once on the wire, unless its driver polls slowly.</summary>
public sealed partial class SimulatedUps : IDisposable
{
    private const int KeptEvents = 1000;
    private readonly Lock _lock = new();
    private readonly UpsOptions _options;
    private readonly TimeProvider _clock;
    private readonly Queue<UpsEvent> _events = new();
    private readonly List<UpsEvent> _news = [];
    private readonly ITimer _timer;

    internal SimulatedUps(UpsOptions options)
    {
        (_options, _clock) = (options, options.Clock);
        Profile = UpsProfiles.Of(options.Make);
        Battery = NewBattery();
        Driver = new Driver(options.Time, options.MaxAge, options.Wait);
        Outlets = [.. Enumerable.Range(1, Profile.Outlets).Select(number => new Outlet(number))];
        (_mains, _load, _at) = (new Mains(Profile.Nominal), options.Load, _clock.GetUtcNow());
        _timer = _clock.CreateTimer(_ => Change(() => { }), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public string Name => _options.Name;

    /// <summary>The host part of name@host:port.</summary>
    public string Address { get; internal set; } = "";

    public UpsMake Make => _options.Make;

    /// <summary>What its clock says, by which its events are stamped.</summary>
    public DateTimeOffset Now => _clock.GetUtcNow();

    /// <summary>Set by FSD; stays until the server is restarted or the UPS taken out and put back.</summary>
    public bool IsForced { get; private set; }

    /// <summary>Its outlets, those that can be switched one by one.</summary>
    public ImmutableArray<Outlet> Outlets { get; }

    public DriverState DriverState => Look(() => Driver.Contact == Contact.Data && Driver.State == DriverState.Waiting ? DriverState.Running : Driver.State);

    /// <summary>Answers about this UPS alone take so long; null answers at once.</summary>
    public TimeSpan? Slowness { get; set; }

    /// <summary>Whoever asks about this UPS gets no answer, and none to what he asks afterwards.</summary>
    public bool NeverAnswers { get; set; }

    public ImmutableArray<UpsEvent> Events => Look(() => _events.ToImmutableArray());


    /// <summary>Told after each event, from whichever thread it came about on.</summary>
    internal Action<UpsEvent>? Told { get; set; }

    internal string? Description => _options.Description;

    internal UpsProfile Profile { get; }

    internal Battery Battery { get; private set; }

    internal Driver Driver { get; }

    public void Dispose() => _timer.Dispose();

    /// <summary>As it was made: on mains, full, nothing wrong, nothing remembered.</summary>
    public void Reset()
    {
        Change(() =>
        {
            Battery = NewBattery();
            (_mains, _load, _isOutputOn, _isDead, _isBypassed) = (new Mains(Profile.Nominal), _options.Load, true, false, false);
            (_test, _offAt, _onAt, _wakes, _lowTold, _silentByDeath, _wasOnBattery, _hadPower) = (SelfTest.None, null, null, false, false, false, false, true);
            (NeedsBattery, Alarm, IsForced, Slowness, NeverAnswers, TestResult, LoadLostAt) = (false, "", false, null, false, "No test initiated", null);
            foreach (var outlet in Outlets) (outlet.IsOn, outlet.OffAt, outlet.OnAt, outlet.Returns) = (true, null, null, false);
            _overrides.Clear();
            _settings.Clear();
            _events.Clear();
            _news.Clear();
            if (Driver.State != DriverState.Running) Driver.Start();
            Driver.Settle();
        });
    }

    internal void Force(bool on) => Change(() =>
    {
        if (on && !IsForced) Tell(UpsEventKind.ForcedShutdown, "FSD");
        IsForced = on;
    });

    internal void Note(UpsEventKind kind, string what) => Change(() => Tell(kind, what));

    /// <summary>Brings it to this moment, does what is asked, and sees what follows from that.</summary>
    internal void Change(Action what)
    {
        UpsEvent[] news;
        lock (_lock)
        {
            Advance(_clock.GetUtcNow());
            what();
            Settle();
            // What is due at this very moment: a battery that holds nothing.
            Advance(_clock.GetUtcNow());
            Plan();
            _version++;
            news = [.. _news];
            _news.Clear();
        }
        foreach (var each in news) Told?.Invoke(each);
    }

    internal T Look<T>(Func<T> what)
    {
        UpsEvent[] news;
        T seen;
        lock (_lock)
        {
            Advance(_clock.GetUtcNow());
            seen = what();
            news = _news.Count == 0 ? [] : [.. _news];
            _news.Clear();
        }
        foreach (var each in news) Told?.Invoke(each);
        return seen;
    }

    private Battery NewBattery() => new(_options.AtFullLoad ?? Profile.AtFullLoad, Profile.Recharge) { Curve = _options.Curve };

    private void Tell(UpsEventKind kind, string reason = "") => Tell(kind, _at, reason);

    private void Tell(UpsEventKind kind, DateTimeOffset at, string reason)
    {
        var told = new UpsEvent(at, Name, kind, reason);
        _news.Add(told);
        _events.Enqueue(told);
        if (_events.Count > KeptEvents) _events.Dequeue();
    }
}

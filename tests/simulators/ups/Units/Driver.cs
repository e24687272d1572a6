namespace NasOrleans.Simulators.Ups.Units;

/// <summary>The program between upsd and the UPS.</summary>
public enum DriverState
{
    Running,

    /// <summary>It connected a moment ago: ups.status is WAIT and nothing else is known.</summary>
    Waiting,

    /// <summary>It is there and says nothing; its data is stale after MAXAGE.</summary>
    Silent,

    /// <summary>It died.</summary>
    Gone,
}

/// <summary>How upsd sees a UPS.</summary>
internal enum Contact
{
    Data,
    Wait,
    Stale,
    None,
}

internal sealed class Driver(TimeProvider time, TimeSpan maxAge, TimeSpan wait)
{
    private long _since = time.GetTimestamp();
    private bool _isStale;

    public DriverState State { get; private set; }

    /// <summary>The age at which silence counts as stale.</summary>
    public TimeSpan MaxAge { get; set; } = maxAge;

    public Contact Contact => Now() switch
    {
        DriverState.Gone => Contact.None,
        DriverState.Waiting => Contact.Wait,
        DriverState.Silent when _isStale || time.GetElapsedTime(_since) > MaxAge => Contact.Stale,
        _ => Contact.Data,
    };

    public void Die() => Enter(DriverState.Gone);

    public void Hang()
    {
        if (State is DriverState.Running or DriverState.Waiting) Enter(DriverState.Silent);
    }

    /// <summary>Silent, and for so long that its data is stale already.</summary>
    public void BeStale()
    {
        Enter(DriverState.Silent);
        _isStale = true;
    }

    /// <summary>A new one connects; one that only was silent goes on as if nothing had been.</summary>
    public void Start() => Enter(State == DriverState.Gone ? DriverState.Waiting : DriverState.Running);

    /// <summary>Stays in WAIT until it is started again.</summary>
    public void WaitForever() => (State, _since, _isStale) = (DriverState.Waiting, long.MaxValue, false);

    /// <summary>Ends the wait for its first data.</summary>
    public void Settle() => Enter(DriverState.Running);

    private DriverState Now()
    {
        if (State == DriverState.Waiting && _since != long.MaxValue && time.GetElapsedTime(_since) >= wait) State = DriverState.Running;
        return State;
    }

    private void Enter(DriverState state) => (State, _since, _isStale) = (state, time.GetTimestamp(), false);
}

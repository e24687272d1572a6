using NasOrleans.Simulators.TrueNas.Events;
using NasOrleans.Simulators.TrueNas.Faults;

namespace NasOrleans.Simulators.TrueNas.Appliances;

public enum PowerState
{
    Booting,
    Ready,
    ShuttingDown,

    /// <summary>Powered off: nothing answers.</summary>
    Dark,
}

/// <summary>How long the ways up and down take, by the clock of the NAS.</summary>
public sealed record PowerTimes
{
    /// <summary>From poweroff until the network is gone.</summary>
    public TimeSpan Down { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a reboot stays dark.</summary>
    public TimeSpan Restart { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>From power on until READY; the network is there at once.</summary>
    public TimeSpan Boot { get; init; } = TimeSpan.Zero;
}

/// <summary>Whether a NAS is up, and since which boot.</summary>
public sealed class Power
{
    private readonly Appliance _nas;
    private readonly PowerTimes _times;
    private readonly Lock _lock = new();
    private Guid _bootId;
    private ITimer? _next;

    internal Power(Appliance nas, PowerTimes times)
    {
        (_nas, _times) = (nas, times);
        // The first boot id is the same in each run, so that two simulators with one seed are alike.
        _bootId = new Guid(nas.Seed, (short)nas.Number, 0x4b1d, 0x80, 1, 2, 3, 4, 5, 6, 7);
        BootedAt = nas.Clock.GetUtcNow() - TimeSpan.FromDays(3 + nas.Seed % 90);
    }

    public PowerState State { get; private set; } = PowerState.Ready;

    public DateTimeOffset BootedAt { get; private set; }

    public Guid BootId => _nas.Faults.Has(Fault.BootIdChanges) ? Guid.NewGuid() : _bootId;

    public bool IsDark => State == PowerState.Dark;

    /// <summary>How often it was powered on again.</summary>
    internal int Boots { get; private set; }

    /// <summary>How often it went dark after having been asked to shut down or to reboot.</summary>
    public int TimesWentDown { get; private set; }

    /// <summary>What poweroff does: shutting down, then dark. Asked again on the way, nothing new happens.</summary>
    internal void ShutDown(string? reason) => GoDown("system.shutdown", reason, restart: _nas.Faults.Has(Fault.RebootsInsteadOfShutdown));

    internal void Reboot(string? reason) => GoDown("system.reboot", reason, restart: true);

    /// <summary>Back with a new boot id; does nothing when it is up.</summary>
    public void On()
    {
        lock (_lock)
        {
            if (State != PowerState.Dark) return;
            _bootId = Guid.NewGuid();
            BootedAt = _nas.Clock.GetUtcNow();
            Boots++;
            State = PowerState.Booting;
            After(_times.Boot, BeReady);
        }
    }

    private void BeReady()
    {
        State = PowerState.Ready;
        _nas.Events.Publish("system.ready", Change.Added);
    }

    /// <summary>The plug is pulled: dark at once.</summary>
    public void Cut()
    {
        lock (_lock)
        {
            _next?.Dispose();
            State = PowerState.Dark;
        }
        _nas.Jobs.Forget();
        _nas.LosePower();
        _nas.Connections.AbortAll();
        _nas.Peer?.TakeOver();
    }

    private void GoDown(string collection, string? reason, bool restart)
    {
        if (_nas.Faults.Has(Fault.ShutdownNeverDark)) return;
        lock (_lock)
        {
            if (State is PowerState.ShuttingDown or PowerState.Dark) return;
            State = PowerState.ShuttingDown;
        }
        Tell(collection, reason);
        if (_nas.Faults.Has(Fault.ShutdownHangs)) return;
        After(_times.Down, () =>
        {
            TimesWentDown++;
            Cut();
            if (restart) After(_times.Restart, On);
        });
    }

    // 22.12 and CORE name the event after the service, later releases after what happens.
    private void Tell(string collection, string? reason)
    {
        if (_nas.Release >= Release.V2504) _nas.Events.Publish(collection, Change.Added, fields: new() { ["reason"] = reason });
        else if (_nas.Release >= Release.Scale2404) _nas.Events.Publish(collection, Change.Added);
        else _nas.Events.Publish("system", Change.Added, collection["system.".Length..]);
    }

    private void After(TimeSpan time, Action what)
    {
        _next?.Dispose();
        if (time <= TimeSpan.Zero) what();
        else _next = _nas.Clock.CreateTimer(_ => what(), null, time, Timeout.InfiniteTimeSpan);
    }
}

using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Events;

namespace NasOrleans.Simulators.TrueNas.Estate.HighAvailability;

public enum FailoverStatus { Single, Master, Backup, Electing, Importing, Error, Unknown }

/// <summary>Which controller of a pair has the pools, as the NAS says it.</summary>
public sealed class Failover
{
    private readonly Appliance _appliance;
    private FailoverStatus? _said;

    internal Failover(Appliance appliance) => _appliance = appliance;

    /// <summary>Follows the pair, unless something else was said by <see cref="Say"/>.</summary>
    public FailoverStatus Status => _said ?? _appliance.PairRole switch
    {
        PairRole.Master => FailoverStatus.Master,
        PairRole.Backup => FailoverStatus.Backup,
        _ => FailoverStatus.Single,
    };

    /// <summary>Controller B.</summary>
    public bool IsSecond => _appliance.Peer is { } peer && peer.Number < _appliance.Number;

    public bool IsPair => _appliance.Peer is not null;

    public bool HasPools => Status is FailoverStatus.Single or FailoverStatus.Master;

    /// <summary>ELECTING, IMPORTING and the like, until null is said.</summary>
    public void Say(FailoverStatus? status)
    {
        _said = status;
        _appliance.Events.Publish("failover.status", Change.Changed, fields: new() { ["status"] = Status.ToString().ToUpperInvariant() });
    }
}

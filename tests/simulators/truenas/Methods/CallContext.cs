using NasOrleans.Simulators.TrueNas.Appliances;

namespace NasOrleans.Simulators.TrueNas.Methods;

/// <summary>Who calls, and what.</summary>
internal sealed class CallContext(Appliance appliance)
{
    public Appliance Appliance { get; } = appliance;

    public Release Release => Appliance.Release;

    /// <summary>Now, by the clock of the NAS.</summary>
    public DateTimeOffset Now => Appliance.Clock.GetUtcNow();
}

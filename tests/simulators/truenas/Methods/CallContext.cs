using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Auth;

namespace NasOrleans.Simulators.TrueNas.Methods;

/// <summary>Who calls, and what.</summary>
internal sealed class CallContext(Appliance appliance, Session? session = null)
{
    public Appliance Appliance { get; } = appliance;

    public Release Release => Appliance.Release;

    /// <summary>Now, by the clock of the NAS.</summary>
    public DateTimeOffset Now => Appliance.Clock.GetUtcNow();

    /// <summary>The conversation that the call came in; methods that the NAS calls by itself have none.</summary>
    public Session Session => session ?? throw new InvalidOperationException("This call did not come from outside.");

    public Login? Login => session?.Login;

    public string? MessageId { get; init; }
}

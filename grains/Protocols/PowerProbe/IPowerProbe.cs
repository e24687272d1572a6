using NasOrleans.Power.Sources;
using NasOrleans.Secrets;

namespace NasOrleans.Protocols.PowerProbe;

/// <summary>Checks once whether something answers as it does while there is power. What the network does comes back as a value.</summary>
internal interface IPowerProbe
{
    /// <summary>Null when it answered as it must; ends within the configured timeout.</summary>
    Task<ContactFault?> CheckAsync(ProbeConfig probe, Secret authorization, CancellationToken cancellationToken);
}

using System.Collections.Immutable;
using NasOrleans.Simulators.TrueNas.Appliances;

namespace NasOrleans.Simulators.TrueNas.Hosting;

/// <summary>Makes the systems of a fleet from what was asked for.</summary>
internal static class FleetPlan
{
    private static readonly Release[] Releases = Enum.GetValues<Release>();

    public static ImmutableArray<Appliance> Of(FleetOptions options, CertificateAuthority? authority)
    {
        TimeProvider clock = options.Speed == 1 ? options.Time : new FastClock(options.Time, options.Speed);
        ImmutableArray<Appliance> systems = [.. Enumerable.Range(0, options.Systems).Select(number => One(options, number, clock, authority))];
        if (options.Profile == Profile.Ha)
        {
            for (var number = 0; number + 1 < systems.Length; number += 2) Appliance.Pair(systems[number], systems[number + 1]);
        }
        return systems;
    }

    private static Appliance One(FleetOptions options, int number, TimeProvider clock, CertificateAuthority? authority)
    {
        // Both controllers of a pair have one release.
        var turn = options.Profile == Profile.Ha ? number / 2 : number;
        var nas = new Appliance(new ApplianceOptions
        {
            Number = number,
            Name = $"nas-{number:0000}",
            Release = options.Mix ? Releases[turn % Releases.Length] : options.Release,
            Profile = options.Profile,
            Seed = options.Seed + number,
            Time = options.Time,
            Clock = clock,
            PowerTimes = options.PowerTimes,
            IdleCut = options.IdleCut,
        });
        nas.Host = options.By switch
        {
            Addressing.Address => Addresses.Of(number).ToString(),
            Addressing.Host => Addresses.HostName(nas.Name),
            _ => "127.0.0.1",
        };
        if (options.Tls) nas.Certificates = new CertificateShelf(nas, authority);
        return nas;
    }
}

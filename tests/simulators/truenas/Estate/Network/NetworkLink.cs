using System.Collections.Immutable;
using NasOrleans.Simulators.TrueNas.Appliances;

namespace NasOrleans.Simulators.TrueNas.Estate.Network;

/// <summary>A network interface.</summary>
public sealed record NetworkLink(string Name, string Mac)
{
    public string? Address { get; init; }

    public int Prefix { get; init; } = 16;

    public string Broadcast { get; init; } = "10.20.255.255";

    public bool IsUp { get; init; } = true;

    /// <summary>Megabits per second.</summary>
    public int Speed { get; init; } = 1000;

    /// <summary>One that is connected, and one that is not.</summary>
    internal static ImmutableArray<NetworkLink> Of(Appliance appliance)
    {
        var draw = Draw.Of(appliance.Seed, 6000);
        var mac = $"02:{draw.Below(256):x2}:{draw.Below(256):x2}:{draw.Below(256):x2}:{draw.Below(256):x2}";
        var names = appliance.Release.IsScale() ? ["enp3s0", "enp4s0"] : new[] { "igb0", "igb1" };
        return
        [
            new NetworkLink(names[0], $"{mac}:10") { Address = $"10.20.{appliance.Number / 250 % 250}.{appliance.Number % 250 + 2}" },
            new NetworkLink(names[1], $"{mac}:11") { IsUp = false },
        ];
    }
}

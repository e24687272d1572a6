using NasOrleans.Simulators.TrueNas.Appliances;

namespace NasOrleans.Simulators.TrueNas.Hosting;

/// <summary>How systems are told apart.</summary>
public enum Addressing
{
    /// <summary>A port for each system.</summary>
    Port,

    /// <summary>One port; each system has a loopback address of its own, 127.16.0.1 and on.</summary>
    Address,

    /// <summary>One port; the host name in SNI or in the Host header tells.</summary>
    Host,
}

/// <summary>A fleet to simulate.</summary>
public sealed record FleetOptions
{
    public int Systems { get; init; } = 1;

    public Release Release { get; init; } = Release.V2510;

    /// <summary>All releases in turn instead of one.</summary>
    public bool Mix { get; init; }

    public bool Tls { get; init; } = true;

    /// <summary>Certificates are signed by the fleet's own authority instead of by themselves.</summary>
    public bool WithAuthority { get; init; }

    /// <summary>The first port (by port) or the only one; 0 lets the kernel choose.</summary>
    public int Port { get; init; }

    public Addressing By { get; init; } = Addressing.Port;

    public Profile Profile { get; init; } = Profile.Small;

    /// <summary>How many times faster the clock of a NAS runs.</summary>
    public double Speed { get; init; } = 1;

    public int Seed { get; init; } = 1;

    public PowerTimes PowerTimes { get; init; } = new();

    /// <summary>When a socket is cut on which the NAS has said nothing; null is 60 s up to 25.10 and an hour later.</summary>
    public TimeSpan? IdleCut { get; init; }

    /// <summary>Where the debug interface of the whole fleet listens, dark systems included; null for nowhere, 0 lets the kernel choose.</summary>
    public int? ControlPort { get; init; }

    /// <summary>Where the fleet hears Wake on LAN (UDP); null for nowhere, 0 lets the kernel choose.</summary>
    public int? WakePort { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}

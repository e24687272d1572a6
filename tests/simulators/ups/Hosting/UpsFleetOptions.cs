using System.Collections.Immutable;
using NasOrleans.Simulators.Ups.Batteries;
using NasOrleans.Simulators.Ups.Profiles;
using NasOrleans.Simulators.Ups.Server;

namespace NasOrleans.Simulators.Ups.Hosting;

/// <summary>The certificate behind STARTTLS.</summary>
public enum UpsTls
{
    /// <summary>ERR FEATURE-NOT-CONFIGURED</summary>
    None,
    SelfSigned,

    /// <summary>Signed by the authority of the fleet, for localhost and 127.0.0.1.</summary>
    Authority,

    /// <summary>Signed by the authority, for a name that nobody asked for.</summary>
    OtherName,

    /// <summary>Signed by the authority, and run out.</summary>
    Expired,
}

/// <summary>UPSes to simulate, and the servers that tell of them.</summary>
public sealed record UpsFleetOptions
{
    /// <summary>How many UPSes: ups1, ups2 ...</summary>
    public int Units { get; init; } = 1;

    /// <summary>How many servers they are spread over, in turn.</summary>
    public int Servers { get; init; } = 1;

    public NutRelease Release { get; init; } = NutRelease.V28;

    public UpsMake Make { get; init; } = UpsMake.Apc;

    /// <summary>All makes in turn.</summary>
    public bool Mix { get; init; }

    public DischargeCurve Curve { get; init; } = DischargeCurve.Linear;

    /// <summary>Percent of what each is made for.</summary>
    public double Load { get; init; } = 25;

    /// <summary>How long a full battery lasts at full load; null by make.</summary>
    public TimeSpan? RuntimeAtFullLoad { get; init; }

    public UpsTls Tls { get; init; } = UpsTls.None;

    /// <summary>The port of the first server, the next ones follow; 0 lets the kernel choose.</summary>
    public int Port { get; init; }

    /// <summary>Where the debug interface listens; null for nowhere, 0 lets the kernel choose.</summary>
    public int? DebugPort { get; init; }

    /// <summary>How many times faster the clock of the UPSes runs.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>The age at which the data of a silent driver is stale.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a UPS says WAIT after its driver has connected.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often drivers look at their UPS, by its clock; zero shows each change at once, real ones take 2 s.</summary>
    public TimeSpan PollInterval { get; init; }

    /// <summary>When a client is cut that asks nothing.</summary>
    public TimeSpan IdleCut { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>One write for each line, as upsd does.</summary>
    public bool OneWritePerLine { get; init; } = true;

    /// <summary>Small writes wait for the acknowledgement of the one before, as upsd lets them.</summary>
    public bool Nagle { get; init; } = true;

    /// <summary>How long GET TRACKING answers PENDING.</summary>
    public TimeSpan TrackingTakes { get; init; }

    public ImmutableArray<NutUser> Users { get; init; } = NutUser.Usual;

    /// <summary>The clock of the wire.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

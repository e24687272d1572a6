using System.Collections.Immutable;

namespace NasOrleans.Simulators.Ups.Server;

/// <summary>What a server is made from.</summary>
internal sealed record NutServerOptions
{
    public NutRelease Release { get; init; } = NutRelease.V28;

    public int Port { get; init; }

    public ImmutableArray<NutUser> Users { get; init; } = NutUser.Usual;

    public TimeSpan IdleCut { get; init; } = TimeSpan.FromSeconds(60);

    public bool OneWritePerLine { get; init; } = true;

    public bool Nagle { get; init; } = true;

    /// <summary>How long a command is PENDING.</summary>
    public TimeSpan TrackingTakes { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}

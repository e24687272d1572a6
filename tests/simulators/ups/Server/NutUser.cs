using System.Collections.Immutable;

namespace NasOrleans.Simulators.Ups.Server;

/// <summary>Somebody in upsd.users.</summary>
public sealed record NutUser(string Name, string Password)
{
    /// <summary>actions = SET</summary>
    public bool MaySet { get; init; }

    /// <summary>instcmds = ALL</summary>
    public bool MayCommand { get; init; }

    /// <summary>actions = FSD</summary>
    public bool MayForce { get; init; }

    /// <summary>upsmon secondary, or primary.</summary>
    public bool MayLogIn { get; init; }

    /// <summary>upsmon primary</summary>
    public bool IsPrimary { get; init; }

    public static ImmutableArray<NutUser> Usual { get; } =
    [
        new("admin", "secret") { MaySet = true, MayCommand = true, MayForce = true },
        new("primary", "secret") { MayLogIn = true, IsPrimary = true, MayForce = true },
        new("secondary", "secret") { MayLogIn = true },
        new("nobody", "secret"),
    ];
}

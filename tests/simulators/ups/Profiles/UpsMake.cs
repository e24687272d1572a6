namespace NasOrleans.Simulators.Ups.Profiles;

/// <summary>Whose UPS it is, which decides on its variables and commands.</summary>
public enum UpsMake
{
    Apc,
    Eaton,
    CyberPower,

    /// <summary>A UPS with a server of its own, which refuses some questions.</summary>
    UniFi,
}

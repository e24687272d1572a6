namespace NasOrleans.Simulators.Ups.Units;

/// <summary>An outlet that can be switched by itself.</summary>
public sealed class Outlet
{
    internal Outlet(int number) => Number = number;

    public int Number { get; }

    /// <summary>Its own switch; there is power only while the UPS has some, too.</summary>
    public bool IsOn { get; internal set; } = true;

    internal DateTimeOffset? OffAt { get; set; }

    internal DateTimeOffset? OnAt { get; set; }

    /// <summary>Comes back by itself after a cycle or a shutdown.return.</summary>
    internal bool Returns { get; set; }
}

using NasOrleans.Power.Sources;

namespace NasOrleans.Api.Power.Sources;

/// <summary>A power source as it is written, whole. A secret that is left out or masked stays as it is, an empty one goes.</summary>
internal sealed record SourceBody
{
    public string Name { get; init; } = null!;

    /// <summary>A UPS on a NUT server; this or a probe.</summary>
    public NutUpsConfig? Ups { get; init; }

    public ProbeConfig? Probe { get; init; }

    public PowerTriggers Triggers { get; init; } = new();

    public ContactLimits Contact { get; init; } = new();

    public VoltageLimits Voltage { get; init; } = new();

    /// <summary>Of the user at the NUT server.</summary>
    public string? Password { get; init; }

    /// <summary>What an HTTP probe sends as its Authorization header.</summary>
    public string? Authorization { get; init; }

    public PowerSourceConfig ToConfig() => new() { Name = Name.Trim(), Ups = Ups, Probe = Probe, Triggers = Triggers, Contact = Contact, Voltage = Voltage };

    // A record shows all it holds, and this one holds secrets.
    public override string ToString() => nameof(SourceBody);
}

/// <summary>Somebody says that an outage is over, or that a verdict was wrong. Confirmed with the name of what is reset.</summary>
internal sealed record ResetBody(string? Confirm, string? Reason);

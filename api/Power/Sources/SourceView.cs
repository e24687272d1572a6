using NasOrleans.Api.Power.Live;
using NasOrleans.Power.Sources;
using NasOrleans.Secrets;

namespace NasOrleans.Api.Power.Sources;

internal enum SourceKind
{
    Ups,
    Probe,
}

/// <summary>A source in a list and in the feed: how it stands, in words and in the numbers that matter.</summary>
internal sealed record SourceItem
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public SourceKind Kind { get; init; }

    public PowerStanding Standing { get; init; }

    /// <summary>How it stands and why, in one line.</summary>
    public required string Verdict { get; init; }

    /// <summary>Why it counts as lost.</summary>
    public PowerCause? Cause { get; init; }

    public DateTimeOffset Since { get; init; }

    public DateTimeOffset? OutageSince { get; init; }

    public required Freshness Freshness { get; init; }

    /// <summary>As the UPS says it, such as OB DISCHRG.</summary>
    public string? Status { get; init; }

    /// <summary>Percent; null when it is not said, old, or nonsense.</summary>
    public double? Charge { get; init; }

    public TimeSpan? Runtime { get; init; }

    /// <summary>Percent of what the UPS can carry.</summary>
    public double? Load { get; init; }

    public double? InputVolts { get; init; }

    public double? Watts { get; init; }

    public TimeSpan? OnBatteryFor { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];

    public long Revision { get; init; }

    public static SourceItem Of(PowerSourceSnapshot source, TimeSpan since) => new()
    {
        Id = source.Id.Value,
        Name = source.Config.Name,
        Kind = source.Config.Probe is null ? SourceKind.Ups : SourceKind.Probe,
        Standing = source.Verdict.Standing,
        Verdict = SourceWords.Verdict(source.Verdict),
        Cause = source.Verdict.Cause,
        Since = source.Verdict.Since,
        OutageSince = source.Verdict.OutageSince,
        Freshness = Freshness.Of(source, since),
        Status = source.Ups?.Status,
        Charge = source.Verdict.Charge,
        Runtime = source.Verdict.Runtime,
        Load = source.Verdict.Load,
        InputVolts = source.Ups?.Voltage.Volts,
        Watts = source.Ups?.Watts,
        OnBatteryFor = source.Ups?.OnBatteryFor,
        Warnings = source.Warnings,
        Revision = source.Revision,
    };
}

/// <summary>How new what is shown is. Nothing older than 5 s is acted on.</summary>
internal sealed record Freshness
{
    public ContactState Contact { get; init; }

    public bool IsFresh { get; init; }

    /// <summary>Of the latest answer, or of the latest that failed to come; null when there was none since the start.</summary>
    public TimeSpan? Age { get; init; }

    /// <summary>For how long nothing valid was heard.</summary>
    public TimeSpan UnknownFor { get; init; }

    public DateTimeOffset? LastGood { get; init; }

    public ContactFault? Fault { get; init; }

    public static Freshness Of(PowerSourceSnapshot source, TimeSpan since)
    {
        var age = source.Verdict.Age + since;
        // A probe looks at most once a minute; what it saw counts until it must have looked again.
        var limit = source.Config.Probe is { } probe ? probe.CheckInterval + probe.Timeout + SourceWords.FreshFor : SourceWords.FreshFor;
        return new()
        {
            Contact = source.Contact.State,
            IsFresh = source.Contact.State is ContactState.Good && age <= limit,
            Age = age,
            UnknownFor = source.Verdict.UnknownFor,
            LastGood = source.Contact.LastGood,
            Fault = source.Contact.State is ContactState.Good ? null : source.Contact.Fault,
        };
    }
}

/// <summary>All that is known of a source, and its configuration as it can be written back.</summary>
internal sealed record SourceView
{
    public required SourceItem State { get; init; }

    public UpsSnapshot? Ups { get; init; }

    public ProbeSnapshot? Probe { get; init; }

    /// <summary>The latest changes, newest first.</summary>
    public IReadOnlyList<PowerNote> Notes { get; init; } = [];

    public PowerOrigin Origin { get; init; }

    public required SourceBody Config { get; init; }

    public static SourceView Of(PowerSourceSnapshot source) => new()
    {
        State = SourceItem.Of(source, TimeSpan.Zero),
        Ups = source.Ups,
        Probe = source.Probe,
        Notes = source.Notes,
        Origin = source.Origin,
        Config = ConfigOf(source),
    };

    /// <summary>Only what somebody wrote.</summary>
    public static SourceBody ConfigOf(PowerSourceSnapshot source) => new()
    {
        Name = source.Config.Name,
        Ups = source.Config.Ups,
        Probe = source.Config.Probe,
        Triggers = source.Config.Triggers,
        Contact = source.Config.Contact,
        Voltage = source.Config.Voltage,
        Password = Masked(source.HasPassword),
        Authorization = Masked(source.HasAuthorization),
    };

    private static string Masked(bool isStored) => isStored ? Secret.Mask : "";
}

/// <summary>How sources are kept in the view.</summary>
internal sealed class ShelvedSource : IShelved<PowerSourceSnapshot>
{
    public static string Id(PowerSourceSnapshot source) => source.Id.Value;

    public static long Revision(PowerSourceSnapshot source) => source.Revision;

    public static object Told(PowerSourceSnapshot source) => SourceItem.Of(source, TimeSpan.Zero);

    public static object Lasting(PowerSourceSnapshot source)
    {
        var item = SourceItem.Of(source, TimeSpan.Zero);
        return item with { Revision = 0, Freshness = item.Freshness with { Age = null, LastGood = null } };
    }
}

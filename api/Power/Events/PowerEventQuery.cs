using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using NasOrleans.Api.Errors;
using NasOrleans.Api.Paging;
using NasOrleans.History;
using NasOrleans.Power;

namespace NasOrleans.Api.Power.Events;

/// <summary>Which events of power.</summary>
internal sealed record PowerEventQuery
{
    public const string Prefix = "power.";
    public const string SourceSubject = "ups:";
    public const string GroupSubject = "group:";

    private const int MaxKind = 100;

    [FromQuery(Name = "source"), Description("The id of a source; not together with group.")]
    public string? Source { get; init; }

    [FromQuery(Name = "group"), Description("The id of a group; not together with source.")]
    public string? Group { get; init; }

    [FromQuery(Name = "kind"), Description("Such as standing, contact or voltage; power.standing is the same.")]
    public string? Kind { get; init; }

    [FromQuery(Name = "from"), Description("At this moment or later, in ISO 8601.")]
    public DateTimeOffset? From { get; init; }

    [FromQuery(Name = "to"), Description("Before this moment, in ISO 8601.")]
    public DateTimeOffset? To { get; init; }

    public void Check(Invalid invalid)
    {
        const string Id = "An id is 1 to 64 of a-z 0-9 . _ -, starting with a letter or digit.";
        if (Source is not null && !PowerSourceId.TryParse(Source, out _)) invalid.Add("source", Id);
        if (Group is not null && !PowerGroupId.TryParse(Group, out _)) invalid.Add("group", Id);
        if ((Source, Group) is (not null, not null)) invalid.Add("group", "Ask for a source or for a group; what happened to both is in the list of all.");
        if (Kind is { } kind && (kind.Length is 0 or > MaxKind || kind.Any(char.IsControl))) invalid.Add("kind", "A kind is a word such as standing.");
        if (From >= To) invalid.Add("to", "'to' is after 'from'.");
    }

    public EventQuery Of(TenantId tenant, PageQuery page) => new()
    {
        Tenant = tenant.Value,
        Subject = Source is not null ? SourceSubject + Source : Group is not null ? GroupSubject + Group : null,
        Kind = Kind is null ? null : Prefix + (Kind.StartsWith(Prefix, StringComparison.Ordinal) ? Kind[Prefix.Length..] : Kind).ToLowerInvariant(),
        KindPrefix = Prefix,
        From = From,
        To = To,
        Before = page.Before,
        Limit = page.Fetch,
    };
}

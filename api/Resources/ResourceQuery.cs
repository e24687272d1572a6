using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using NasOrleans.Api.Errors;
using NasOrleans.Api.Paging;

namespace NasOrleans.Api.Resources;

internal enum ResourceSort
{
    Name,
    Status,
    Type,
    LastSeen,
}

/// <summary>Which resources, in which order, which page. Where several words are allowed they are separated by commas.</summary>
internal sealed record ResourceQuery
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 100;

    [FromQuery(Name = "type"), Description("Types, such as storage,physical_disk.")]
    public string? Type { get; init; }

    [FromQuery(Name = "source"), Description("Sources, such as truenas.")]
    public string? Source { get; init; }

    [FromQuery(Name = "status"), Description("online, warning, offline, unknown.")]
    public string? Status { get; init; }

    [FromQuery(Name = "parent"), Description("The id of the resource that they are part of.")]
    public string? Parent { get; init; }

    [FromQuery(Name = "q"), Description("Text that the name, the id or the system's host contains.")]
    public string? Q { get; init; }

    [FromQuery(Name = "tags"), Description("Tags, of which one is enough.")]
    public string? Tags { get; init; }

    [FromQuery(Name = "page"), Description("From 1 on.")]
    public int? Page { get; init; }

    [FromQuery(Name = "limit"), Description("1 to 100; 50 when left out.")]
    public int? Limit { get; init; }

    [FromQuery(Name = "sort"), Description("name, status, type or lastSeen; systems first, then by name, when left out.")]
    public string? Sort { get; init; }

    [FromQuery(Name = "order"), Description("asc or desc; asc when left out.")]
    public string? Order { get; init; }

    public void Check(Invalid invalid)
    {
        if (Page is < 1) invalid.Add("page", "Pages count from 1.");
        if (Limit is < 1 or > MaxLimit) invalid.Add("limit", $"A limit is 1 to {MaxLimit}.");
        if (Words(Status).Any(word => !Enum.TryParse<ResourceStatus>(word, ignoreCase: true, out _) || char.IsAsciiDigit(word[0])))
            invalid.Add("status", "A status is online, warning, offline or unknown.");
        if (Words(Type).Any(word => !Contains(ResourceTypes.All, word)))
            invalid.Add("type", $"A type is one of {string.Join(", ", ResourceTypes.All)}.");
        if (!Api.Words.TryParse<ResourceSort>(Sort, out _)) invalid.Add("sort", "A sort is name, status, type or lastSeen.");
        if (!Api.Words.TryParse<SortOrder>(Order, out _)) invalid.Add("order", "An order is asc or desc.");
    }

    public List<Resource> Matching(IEnumerable<Resource> all)
    {
        var (types, sources, statuses, tags) = (Words(Type), Words(Source), Words(Status), Words(Tags));
        return [.. all.Where(resource =>
            (types.Length == 0 || Contains(types, resource.Type))
            && (sources.Length == 0 || sources.Any(resource.HasSource))
            && (statuses.Length == 0 || Contains(statuses, resource.Status.ToString()))
            && (tags.Length == 0 || resource.Tags.Any(tag => Contains(tags, tag)))
            && (Parent is null || resource.ParentId == Parent)
            && (string.IsNullOrEmpty(Q) || Holds(resource.Name) || Holds(resource.Id) || Holds(resource.System.Host)))];
    }

    public (IReadOnlyList<Resource> Items, PageMeta Meta) PageOf(List<Resource> matching)
    {
        var (page, limit) = (Page ?? 1, Limit ?? DefaultLimit);
        var skipped = (int)Math.Min((long)(page - 1) * limit, matching.Count);
        // In one expression, so that only as much is sorted as the page needs.
        var items = matching.Order(Comparer<Resource>.Create(Comparison())).Skip(skipped).Take(limit).ToArray();
        return (items, new(page, limit, matching.Count, (matching.Count + limit - 1) / limit));
    }

    private Comparison<Resource> Comparison()
    {
        var by = Api.Words.TryParse<ResourceSort>(Sort, out var sort) ? sort : null;
        var sign = string.Equals(Order, nameof(SortOrder.Desc), StringComparison.OrdinalIgnoreCase) ? -1 : 1;
        return (a, b) => sign * (Compare(a, b) is not 0 and var order ? order : ByName(a, b));

        int Compare(Resource a, Resource b) => by switch
        {
            ResourceSort.Name => 0,
            ResourceSort.Status => a.Status.CompareTo(b.Status),
            ResourceSort.Type => string.CompareOrdinal(a.Type, b.Type),
            ResourceSort.LastSeen => Nullable.Compare(a.System.LastSeen, b.System.LastSeen),
            _ => b.IsSystem.CompareTo(a.IsSystem),
        };
    }

    private static int ByName(Resource a, Resource b) =>
        string.Compare(a.Name, b.Name, StringComparison.OrdinalIgnoreCase) is not 0 and var order ? order : string.CompareOrdinal(a.Id, b.Id);

    private bool Holds(string text) => text.Contains(Q!, StringComparison.OrdinalIgnoreCase);

    private static bool Contains(string[] words, string word) => words.Contains(word, StringComparer.OrdinalIgnoreCase);

    private static string[] Words(string? list) => list?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}

internal sealed record PageMeta(int Page, int Limit, int Total, int TotalPages);

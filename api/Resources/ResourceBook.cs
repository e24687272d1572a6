using System.Text.Json.Serialization;
using NasOrleans.Api.Live;

namespace NasOrleans.Api.Resources;

/// <summary>Answers questions about resources: which ones from the fleet's view, their details from their systems.</summary>
internal sealed class ResourceBook(FleetViews views, ResourceIndex index, DetailSource details, TimeProvider time)
{
    public async Task<ResourcePage> PageAsync(TenantId tenant, ResourceQuery query, bool withOld, CancellationToken cancellationToken)
    {
        var matching = query.Matching(index.All(await views.Of(tenant).GetAsync(cancellationToken)));
        var counts = ResourceCounts.Of(matching);
        var (items, meta) = query.PageOf(matching);
        var shown = await ShowAsync(tenant, items, whole: false);
        return new(shown, meta, counts, withOld ? [.. shown.Zip(items, (view, item) => LegacyResource.Of(view, ResourceViews.PlatformOf(item.System)))] : null);
    }

    public async Task<ResourceView?> FindAsync(TenantId tenant, string id, CancellationToken cancellationToken) =>
        index.Find(await views.Of(tenant).GetAsync(cancellationToken), id) is { } resource ? (await ShowAsync(tenant, [resource], whole: true))[0] : null;

    private async Task<ResourceView[]> ShowAsync(TenantId tenant, IReadOnlyList<Resource> items, bool whole)
    {
        var known = await details.OfAsync(tenant, items);
        var now = time.GetUtcNow();
        return [.. items.Select(item => ResourceViews.Of(item, known.GetValueOrDefault(item.System.Id), whole, now))];
    }
}

/// <summary>A page of resources.</summary>
internal sealed record ResourcePage(
    ResourceView[] Data, PageMeta Meta, ResourceCounts Aggregations,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] LegacyResource[]? Resources);

/// <summary>How many there are, of which kinds. What a resource has several sources of counts for each of them.</summary>
internal sealed record ResourceCounts(int Total, Dictionary<string, int> ByType, Dictionary<string, int> ByStatus, Dictionary<string, int> BySource)
{
    public static ResourceCounts Of(IReadOnlyCollection<Resource> resources) => new(
        resources.Count,
        Count(resources.Select(resource => resource.Type)),
        resources.CountBy(resource => resource.Status).ToDictionary(count => count.Key.ToString().ToLowerInvariant(), count => count.Value, StringComparer.Ordinal),
        Count(resources.SelectMany(resource => resource.System.Sources, (_, source) => source.Name)));

    private static Dictionary<string, int> Count(IEnumerable<string> words) => new(words.CountBy(word => word), StringComparer.Ordinal);
}

namespace NasOrleans.Tests.Api.Hosting;

/// <summary>Goes through a list page by page, from one cursor to the next.</summary>
internal static class Walk
{
    private const int MostPages = 50;

    public static async Task<(List<string> Seen, int Pages)> AllAsync(Func<string?, Task<(IEnumerable<string> Items, string? Next)>> page)
    {
        var (seen, pages, cursor) = (new List<string>(), 0, default(string));
        do
        {
            Assert.True(pages++ < MostPages, "a walk comes to its end");
            (var items, cursor) = await page(cursor);
            seen.AddRange(items);
        }
        while (cursor is not null);
        return (seen, pages);
    }

    public static Task<(List<string> Seen, int Pages)> AllAsync(HttpClient client, string list, Func<JsonElement, string> item, Action<JsonElement>? check = null) =>
        AllAsync(async cursor =>
        {
            var page = await client.GetFromJsonAsync<JsonElement>(cursor is null ? list : $"{list}&cursor={cursor}");
            check?.Invoke(page);
            return (page.GetProperty("items").EnumerateArray().Select(item), page.GetProperty("next").GetString());
        });
}

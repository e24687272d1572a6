using NasOrleans.Access;
using NasOrleans.Tests.Api.Hosting;

namespace NasOrleans.Tests.Api.Systems;

public sealed class PagingTests(PagingTests.Fleet fleet) : IClassFixture<PagingTests.Fleet>
{
    /// <summary>Seven systems, of which every second was heard of, the later the earlier in the alphabet.</summary>
    public sealed class Fleet : IAsyncLifetime
    {
        public ApiHost Host { get; } = new();

        public HttpClient Client { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            await Host.InitializeAsync();
            Client = Host.As(Role.Operator);
            for (var i = 0; i < 7; i++)
            {
                await Client.PostAsJsonAsync("/api/v1/systems", new { id = $"s{i}", name = $"{(i % 2 == 0 ? "a" : "B")}{i}", host = $"h{i}.example" });
                if (i % 2 == 0) await Client.PostAsJsonAsync($"/api/v1/systems/s{i}/seen", new { at = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000 - i) });
            }
        }

        public Task DisposeAsync() => Host.DisposeAsync();
    }

    [Theory]
    [InlineData("sort=name", "s0 s2 s4 s6 s1 s3 s5")]
    [InlineData("sort=name&order=desc", "s5 s3 s1 s6 s4 s2 s0")]
    [InlineData("sort=status", "s1 s3 s5 s0 s2 s4 s6")]
    [InlineData("sort=STATUS&order=DESC", "s6 s4 s2 s0 s5 s3 s1")]
    [InlineData("sort=lastSeen", "s1 s3 s5 s6 s4 s2 s0")]
    [InlineData("sort=lastSeen&order=desc", "s0 s2 s4 s6 s5 s3 s1")]
    [InlineData("status=unknown", "s1 s3 s5")]
    [InlineData("status=offline&order=desc", "s6 s4 s2 s0")]
    [InlineData("q=H3.EX", "s3")]
    [InlineData("q=nothing", "")]
    public async Task List_PageByPage_ShowsEachOnceInOrder(string query, string expected)
    {
        var wanted = expected.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var limit = 1; limit <= 8; limit += 2)
        {
            var (seen, pages) = await Walk.AllAsync(
                fleet.Client, $"/systems?{query}&limit={limit}", item => item.GetProperty("id").GetString()!,
                page => Assert.Equal(wanted.Length, page.GetProperty("total").GetInt32()));
            Assert.Equal(wanted, seen);
            Assert.Equal(Math.Max(1, (wanted.Length + limit - 1) / limit), pages);
        }
    }

    [Fact]
    public async Task List_WhoseLastSystemWentAway_GoesOnAfterIt()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.As(Role.Operator);
        foreach (var id in new[] { "a", "b", "c", "d" }) await client.PostAsJsonAsync("/api/v1/systems", new { id, name = id });

        var first = await client.GetFromJsonAsync<JsonElement>("/api/v1/systems?limit=2");
        await client.DeleteAsync("/api/v1/systems/b");
        var second = await client.GetFromJsonAsync<JsonElement>($"/api/v1/systems?limit=2&cursor={first.GetProperty("next").GetString()}");

        Assert.Equal(["c", "d"], second.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()));
    }
}

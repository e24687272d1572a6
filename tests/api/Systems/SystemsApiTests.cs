using NasOrleans.Access;
using NasOrleans.Tests.Api.Hosting;

namespace NasOrleans.Tests.Api.Systems;

public sealed class SystemsApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Post_ThenList_ShowsTheSystemAtOnce()
    {
        using var client = host.As(Role.Operator);

        var added = await client.PostAsJsonAsync("/api/v1/systems", new { id = "list-me", name = "Basement", host = "nas.example" });
        var list = await client.GetFromJsonAsync<JsonElement>("/api/v1/systems?q=list-me");

        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        Assert.Equal("/api/v1/systems/list-me", added.Headers.Location!.ToString());
        var item = Assert.Single(list.GetProperty("items").EnumerateArray());
        Assert.Equal("Basement", item.GetProperty("name").GetString());
        Assert.Equal("unknown", item.GetProperty("status").GetString());
        Assert.EndsWith("Z", item.GetProperty("statusSince").GetString(), StringComparison.Ordinal);
    }
}

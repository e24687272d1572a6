using NasOrleans.Tests.Api.Hosting;

namespace NasOrleans.Tests.Api.Security;

public sealed class LocalCallerTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Socket_IsTheLocalAdministrators()
    {
        using var client = host.Local();

        var session = await client.GetFromJsonAsync<JsonElement>("/api/v1/session");
        var key = await client.PostAsJsonAsync("/api/v1/keys", new { name = "ci", role = "admin" });

        Assert.Equal("""{"actor":"local","role":"admin","via":"local"}""", session.GetRawText());
        Assert.Equal(HttpStatusCode.Created, key.StatusCode);
        Assert.Contains(await host.History.Audit(), entry => entry is { Actor: "local", Source: "local", Action: "key.add" });
    }
}

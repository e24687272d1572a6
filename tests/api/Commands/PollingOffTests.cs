using Microsoft.Extensions.DependencyInjection;
using NasOrleans.Access;
using NasOrleans.Systems.Polling;
using NasOrleans.Tests.Api.Hosting;

namespace NasOrleans.Tests.Api.Commands;

public sealed class PollingOffTests
{
    [Fact]
    public async Task OrdersAndRefresh_WhilePollingIsOff_RefusedWithTheSettingThatDidIt()
    {
        await using var host = new ApiHost
        {
            Configure = options => options.Polls = false,
            RegisterForGrains = services => services.Configure<PollingOptions>(options => options.Enabled = false),
        };
        await host.InitializeAsync();
        using var client = host.As(Role.Admin);
        var body = new { id = "rack", name = "Rack", host = "127.0.0.1:9", apiKey = "1-key" };
        Assert.Equal(HttpStatusCode.Created, (await client.PostAsJsonAsync("/api/v1/connections", body)).StatusCode);
        var order = new { confirm = "Rack", reason = "Test" };

        foreach (var path in new[] { "shutdown", "reboot", "wake", "refresh" })
        {
            using var answer = path == "refresh"
                ? await client.PostAsJsonAsync("/api/v1/systems/rack/refresh", new { })
                : await client.PostAsJsonAsync("/api/v1/systems/rack/" + path, order);
            var problem = await answer.ShouldBeProblem(HttpStatusCode.Conflict, "polling-off");
            Assert.Contains("NAS_ENABLE_TRUENAS", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }
}

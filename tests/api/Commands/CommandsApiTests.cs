using NasOrleans.Access;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Hosting;
using NasOrleans.Systems.Commands;
using NasOrleans.Tests.Api.Hosting;

namespace NasOrleans.Tests.Api.Commands;

public sealed class CommandsApiTests(ApiHost host) : IClassFixture<ApiHost>, IAsyncLifetime
{
    private TrueNasFleet _fleet = null!;

    private Appliance Nas => _fleet.Systems[0];

    public async Task InitializeAsync() => _fleet = await TrueNasFleet.StartAsync(new());

    public async Task DisposeAsync() => await _fleet.DisposeAsync();

    [Fact]
    public async Task Shutdown_Named_IsAcceptedSentOnceAndFollowed()
    {
        using var client = host.As(Role.Operator);
        await Connect("down");
        client.DefaultRequestHeaders.Add("Idempotency-Key", "down-1");
        var order = new { confirm = "Rack down", reason = "Moving the rack" };

        var accepted = await client.PostAsJsonAsync("/api/v1/systems/down/shutdown", order);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        var location = accepted.Headers.Location!.ToString();
        var again = await client.PostAsJsonAsync("/api/v1/systems/down/shutdown", order);
        Assert.Equal((HttpStatusCode.Accepted, location), (again.StatusCode, again.Headers.Location!.ToString()));

        await Eventually.IsTrue(() => Nas.Received.Count("system.shutdown") > 0, "the order has arrived");
        await Eventually.IsTrue(() => Nas.IsDark, "the NAS is dark");
        await Eventually.IsTrue(async () => (await host.Grains.System(TenantId.Main, new("down")).GetCommands())[0].State >= CommandState.Sent, "the command says that it was sent");
        var command = await client.GetFromJsonAsync<JsonElement>(location);
        Assert.True(command.GetProperty("state").GetString() is "sent" or "confirmed", command.GetRawText());
        Assert.True(command.GetProperty("timeline").GetArrayLength() > 2);
        Assert.Equal(1, Nas.Received.Count("system.shutdown"));
        Assert.Single(await host.History.Audit(), entry => entry is { Action: "system.shutdown", Outcome: "done", Target: "system:down" });
        Assert.Equal(1, (await client.GetFromJsonAsync<JsonElement>("/api/v1/systems/down/commands")).GetProperty("items").GetArrayLength());
        await (await client.PostAsJsonAsync("/api/v1/systems/down/reboot", order)).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
    }

    [Fact]
    public async Task Shutdown_WrongName_SendsNothing()
    {
        using var client = host.As(Role.Operator);
        await Connect("spared");

        var answer = await client.PostAsJsonAsync("/api/v1/systems/spared/shutdown", new { confirm = "Rack other", reason = "A slip" });

        await answer.ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "not-confirmed");
        Assert.Equal(0, (await client.GetFromJsonAsync<JsonElement>("/api/v1/systems/spared/commands")).GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("{}", "confirm reason")]
    [InlineData("""{"confirm":"x","reason":" "}""", "reason")]
    [InlineData("""{"confirm":"x","reason":"y","stopWorkloadsSeconds":0}""", "stopWorkloadsSeconds")]
    [InlineData("""{"confirm":"x","reason":"two\nlines"}""", "reason")]
    public async Task Order_Incomplete_SaysWhatIsMissing(string body, string members)
    {
        using var client = host.As(Role.Operator);
        var problem = await (await client.PostAsync("/api/v1/systems/none/shutdown", Answers.Json(body))).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid");
        Assert.Equal(members, string.Join(' ', problem.GetProperty("errors").EnumerateObject().Select(error => error.Name)));
    }

    [Fact]
    public async Task Order_WithoutASystemOrAConnection_Refused()
    {
        using var client = host.As(Role.Operator);
        var order = new { confirm = "Pushed", reason = "Test" };
        await (await client.PostAsJsonAsync("/api/v1/systems/none/shutdown", order)).ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
        await client.PostAsJsonAsync("/api/v1/systems", new { id = "only-pushed", name = "Pushed" });
        await (await client.PostAsJsonAsync("/api/v1/systems/only-pushed/shutdown", order)).ShouldBeProblem(HttpStatusCode.Conflict, "no-connection");
        Assert.Contains(await host.History.Audit(), entry => entry is { Action: "system.shutdown", Outcome: "refused", Target: "system:only-pushed" });
    }

    [Fact]
    public async Task Order_WhileAnotherRuns_IsRefused()
    {
        using var client = host.As(Role.Operator);
        await Connect("busy");
        Nas.CutPower();
        var first = await client.PostAsJsonAsync("/api/v1/systems/busy/shutdown", new { confirm = "Rack busy", reason = "First" });
        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);

        var second = await client.PostAsJsonAsync("/api/v1/systems/busy/reboot", new { confirm = "Rack busy", reason = "Second" });

        await second.ShouldBeProblem(HttpStatusCode.Conflict, "command-running");
    }

    private async Task Connect(string id)
    {
        using var admin = host.As(Role.Admin);
        var body = new { id, name = "Rack " + id, host = $"{Nas.Host}:{Nas.Port}", apiKey = Nas.ApiKey, fingerprint = Nas.Fingerprint };
        Assert.Equal(HttpStatusCode.Created, (await admin.PostAsJsonAsync("/api/v1/connections", body)).StatusCode);
        await Eventually.IsTrue(async () => (await host.Grains.System(TenantId.Main, new(id)).GetSnapshot())!.Connection!.Health.LastSuccess is not null, "the NAS was polled");
    }
}

using NasOrleans.Access;
using NasOrleans.Tests.Api.Hosting;

namespace NasOrleans.Tests.Api.Power;

public sealed class UpsOrdersTests(PowerHost host) : IClassFixture<PowerHost>
{
    private const string Sources = PowerHost.Sources;

    [Fact]
    public async Task Abilities_AreThoseThatMayBeTold()
    {
        await host.Source("able", "Able");
        using var client = host.As(Role.Viewer);

        var abilities = await client.GetFromJsonAsync<JsonElement>($"{Sources}/able/abilities");

        var commands = abilities.GetProperty("commands").EnumerateArray().Select(command => command.GetString()).ToArray();
        Assert.Contains("beeper.mute", commands);
        Assert.DoesNotContain("shutdown.return", commands);
        Assert.DoesNotContain("load.off", commands);
        Assert.Contains(abilities.GetProperty("settings").EnumerateArray(), setting => setting.GetProperty("name").GetString() == "battery.charge.low");
    }

    [Fact]
    public async Task Order_OfACommand_IsDoneOnceUnderItsKey()
    {
        await host.Source("told", "Told");
        using var client = host.As(Role.Operator);
        client.DefaultRequestHeaders.Add("Idempotency-Key", "mute-1");
        var order = new { kind = "command", name = "beeper.enable", confirm = "Told", reason = "It is night" };

        using var first = await client.PostAsJsonAsync($"{Sources}/told/orders", order);
        using var second = await client.PostAsJsonAsync($"{Sources}/told/orders", order);

        var (one, two) = (await first.Content.ReadFromJsonAsync<JsonElement>(), await second.Content.ReadFromJsonAsync<JsonElement>());
        Assert.Equal((HttpStatusCode.OK, "confirmed", false), (first.StatusCode, one.GetProperty("result").GetString(), one.GetProperty("repeated").GetBoolean()));
        Assert.Equal((HttpStatusCode.OK, "confirmed", true), (second.StatusCode, two.GetProperty("result").GetString(), two.GetProperty("repeated").GetBoolean()));
        Assert.Equal(one.GetProperty("id").GetGuid(), two.GetProperty("id").GetGuid());
        Assert.Single(host.Upses.Server.Received.Deeds, deed => deed.Line.Contains("beeper.enable", StringComparison.Ordinal));
        var entry = Assert.Single(await host.Api.History.Audit(), entry => entry is { Action: "power.source.order", Target: "ups:told" });
        Assert.Equal("confirmed", entry.Outcome);
    }

    [Fact]
    public async Task Order_OfASetting_IsSeenAtTheUps()
    {
        await host.Source("limit", "Limit", ups: "ups2");
        using var client = host.As(Role.Operator);

        using var answer = await client.PostAsJsonAsync($"{Sources}/limit/orders", new { kind = "setting", name = "battery.charge.low", value = "35", confirm = "Limit" });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await Eventually.IsTrue(async () => (await client.GetFromJsonAsync<JsonElement>($"{Sources}/limit"))
            .GetProperty("ups").GetProperty("variables").GetProperty("battery.charge.low").GetString() == "35");
    }

    [Theory]
    [InlineData("forceShutdown", "")]
    [InlineData("powerOff", "shutdown.return")]
    [InlineData("1", "beeper.mute")]
    [InlineData("", "beeper.mute")]
    public async Task Order_OfAnotherKind_IsNoneThatIsGivenHere(string kind, string name)
    {
        await host.Source("kinds", "Kinds");
        using var client = host.As(Role.Admin);

        using var answer = await client.PostAsJsonAsync($"{Sources}/kinds/orders", new { kind, name, confirm = "Kinds" });

        Assert.True((await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid")).GetProperty("errors").TryGetProperty("kind", out _));
        Assert.False(host.Ups.IsForced);
    }

    [Theory]
    [InlineData("shutdown.return")]
    [InlineData("load.off")]
    [InlineData("nonsense")]
    public async Task Order_NotOnTheList_IsRefusedWithItsResult(string name)
    {
        await host.Source("listed", "Listed");
        using var client = host.As(Role.Operator);

        using var answer = await client.PostAsJsonAsync($"{Sources}/listed/orders", new { kind = "command", name, confirm = "Listed" });

        var problem = await answer.ShouldBeProblem(HttpStatusCode.Conflict, "order-refused");
        Assert.Equal("refused", problem.GetProperty("result").GetString());
        Assert.Contains(name, problem.Detail(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Order_ForAnotherName_IsNotGiven()
    {
        await host.Source("named", "Named");
        using var client = host.As(Role.Operator);

        using var answer = await client.PostAsJsonAsync($"{Sources}/named/orders", new { kind = "command", name = "beeper.mute", confirm = "Other" });

        await answer.ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "not-confirmed");
    }

    [Fact]
    public async Task Order_ToAServerThatIsNotThere_SaysThatNothingWasSent()
    {
        using var client = host.As(Role.Admin);
        await client.PutAsJsonAsync($"{Sources}/absent", new { name = "Absent", ups = new { server = new { host = "127.0.0.1", port = 1 }, ups = "x", userName = "admin" }, password = "x" });

        using var answer = await client.PostAsJsonAsync($"{Sources}/absent/orders", new { kind = "command", name = "beeper.mute", confirm = "Absent" });

        Assert.Equal("notSent", (await answer.ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "not-sent")).GetProperty("result").GetString());
    }

    [Fact]
    public async Task Order_WithEverythingWrong_HearsOfAll()
    {
        await host.Source("wrong", "Wrong");
        using var client = host.As(Role.Operator);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Idempotency-Key", "has space");

        using var answer = await client.PostAsJsonAsync($"{Sources}/wrong/orders", new { kind = "setting", name = "" });

        var problem = await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid");
        Assert.Equal(["Idempotency-Key", "confirm", "name", "value"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
    }
}

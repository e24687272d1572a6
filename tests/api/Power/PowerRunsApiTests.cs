using NasOrleans.Access;
using NasOrleans.Tests.Api.Hosting;

namespace NasOrleans.Tests.Api.Power;

public sealed class PowerRunsApiTests(PowerHost host) : IClassFixture<PowerHost>
{
    private const string Groups = PowerHost.Groups;

    [Fact]
    public async Task Start_ByHand_IsOneRunUnderItsKeyAndIsFollowedToItsEnd()
    {
        await Ready("once");
        using var client = host.As(Role.Admin);
        client.DefaultRequestHeaders.Add("Idempotency-Key", "once-1");
        var start = new { confirm = "Group once", reason = "Moving house" };

        using var first = await client.PostAsJsonAsync($"{Groups}/once/runs", start);
        using var second = await client.PostAsJsonAsync($"{Groups}/once/runs", start);

        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.True((await second.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("repeated").GetBoolean());
        var run = await Until(client, first.Headers.Location!, run => run.GetProperty("state").GetProperty("final").GetBoolean());
        Assert.Equal(("completed", 2, 2), (Word(run, "state"), run.GetProperty("state").GetProperty("steps").GetInt32(), run.GetProperty("state").GetProperty("ended").GetInt32()));
        Assert.NotEmpty(run.GetProperty("timeline").EnumerateArray());
        Assert.Single((await client.GetFromJsonAsync<JsonElement>($"{Groups}/once/runs")).GetProperty("items").EnumerateArray());
        var entry = Assert.Single(await host.Api.History.Audit(), entry => entry is { Action: "power.run.start", Target: "group:once" });
        Assert.Contains("Moving house", entry.After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_AsADryRun_DoesNothingAndSaysSo()
    {
        await Ready("dry", "wait");
        using var client = host.As(Role.Admin);

        using var answer = await client.PostAsJsonAsync($"{Groups}/dry/runs", new { confirm = "Group dry", reason = "Rehearsal", dryRun = true, loads = new[] { "lab" } });

        var run = await Until(client, answer.Headers.Location!, run => run.GetProperty("state").GetProperty("final").GetBoolean());
        Assert.True(run.GetProperty("state").GetProperty("dryRun").GetBoolean());
        Assert.Contains(run.GetProperty("timeline").EnumerateArray(), line => line.GetProperty("text").GetString()!.Contains("[DRY-RUN]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_UnderWay_IsHeldResumedSkippedAndAborted()
    {
        await Ready("steered", "wait");
        using var client = host.As(Role.Admin);
        using var started = await client.PostAsJsonAsync($"{Groups}/steered/runs", new { confirm = "Group steered", reason = "Moving house" });
        var run = started.Headers.Location!;

        await (await client.PostAsJsonAsync($"{Groups}/steered/runs", new { confirm = "Group steered", reason = "Again" })).ShouldBeProblem(HttpStatusCode.Conflict, "run-under-way");
        await (await client.DeleteAsync($"{Groups}/steered?confirm=Group%20steered")).ShouldBeProblem(HttpStatusCode.Conflict, "run-under-way");
        Assert.Equal("held", Word(await Order(client, $"{run}/hold", new { reason = "Wait for me", atMostSeconds = 600 }), "state"));
        var group = await client.GetFromJsonAsync<JsonElement>($"{Groups}/steered");
        Assert.Contains("is held", group.GetProperty("state").GetProperty("standing").GetString(), StringComparison.Ordinal);
        Assert.Equal("running", Word(await Order(client, $"{run}/resume", new { reason = "I am here" }), "state"));
        await (await client.PostAsJsonAsync($"{run}/skip", new { step = "no-such", reason = "x" })).ShouldBeProblem(HttpStatusCode.Conflict, "no-step");
        var skipped = await Order(client, $"{run}/skip", new { step = "nas-off", reason = "It stays on" });
        Assert.Equal("skipped", skipped.GetProperty("phases")[1].GetProperty("steps")[0].GetProperty("state").GetString());
        await Order(client, $"{run}/abort", new { reason = "Enough" });
        host.LetGo();

        Assert.Equal("aborted", Word(await Until(client, run, run => run.GetProperty("state").GetProperty("final").GetBoolean()), "state"));
        await (await client.PostAsJsonAsync($"{run}/hold", new { reason = "Too late" })).ShouldBeProblem(HttpStatusCode.Conflict, "no-run");
        Assert.Equal(["start", "start", "hold", "resume", "skip", "skip", "abort", "hold"], (await host.Api.History.Audit())
            .Where(entry => entry.Target == "group:steered" && entry.Action.StartsWith("power.run.", StringComparison.Ordinal)).Select(entry => entry.Action["power.run.".Length..]));
    }

    [Fact]
    public async Task Orders_WrittenWrongly_HearOfAllThatIsWrong()
    {
        await Ready("wrong");
        using var client = host.As(Role.Admin);
        var run = $"{Groups}/wrong/runs/{Guid.NewGuid()}";

        Assert.Equal(["confirm", "loads", "reason"], Errors(await (await client.PostAsJsonAsync($"{Groups}/wrong/runs", new { loads = Array.Empty<string>() })).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid")));
        Assert.Equal(["loads"], Errors(await (await client.PostAsJsonAsync($"{Groups}/wrong/runs", new { confirm = "Group wrong", reason = "x", loads = new[] { "attic" } })).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid")));
        Assert.Equal(["atMostSeconds", "reason"], Errors(await (await client.PostAsJsonAsync($"{run}/hold", new { atMostSeconds = 901 })).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid")));
        Assert.Equal(["reason", "step"], Errors(await (await client.PostAsJsonAsync($"{run}/skip", new { })).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid")));
        await (await client.PostAsJsonAsync($"{Groups}/wrong/runs", new { confirm = "wrong", reason = "x" })).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "not-confirmed");
        await (await client.PostAsJsonAsync($"{Groups}/wrong/reset-crisis", new { confirm = "wrong", reason = "x" })).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "not-confirmed");
        await (await client.PostAsJsonAsync($"{run}/abort", new { reason = "x" })).ShouldBeProblem(HttpStatusCode.Conflict, "no-run");
        await (await client.PostAsJsonAsync($"{Groups}/nobody/runs", new { confirm = "x", reason = "x" })).ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
        await (await client.GetAsync(run)).ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Orders_WhileTheAuditCannotBeWritten_AreObeyedAllTheSame()
    {
        await Ready("urgent");
        using var client = host.As(Role.Admin);
        host.Api.History.AuditFailure = new IOException("The disk is gone");
        try
        {
            using var reset = await client.PostAsJsonAsync($"{Groups}/urgent/reset-crisis", new { confirm = "Group urgent", reason = "A false alarm" });
            using var start = await client.PostAsJsonAsync($"{Groups}/urgent/runs", new { confirm = "Group urgent", reason = "The cellar is on fire" });
            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Accepted), (reset.StatusCode, start.StatusCode));
            await (await client.PutAsJsonAsync($"{Groups}/urgent", PowerHost.GroupOf("Other", "of-urgent"))).ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "audit-unavailable");
        }
        finally
        {
            host.Api.History.AuditFailure = null;
        }

        await client.PutAsJsonAsync($"{Groups}/urgent", PowerHost.GroupOf("Group urgent", "of-urgent"));
        Assert.Contains(await host.Api.History.Audit(), entry => entry is { Action: "power.run.start", Target: "group:urgent" });
    }

    private async Task Ready(string id, string command = "now")
    {
        await host.Source("of-" + id, "Of " + id);
        await host.Group(id, "Group " + id, "of-" + id, command);
    }

    private static string? Word(JsonElement run, string member) => run.GetProperty("state").GetProperty(member).GetString();

    private static string[] Errors(JsonElement problem) => [.. problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal)];

    private static async Task<JsonElement> Order(HttpClient client, string route, object body)
    {
        using var answer = await client.PostAsJsonAsync(route, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonElement.Parse(text);
    }

    private static async Task<JsonElement> Until(HttpClient client, Uri run, Func<JsonElement, bool> condition)
    {
        JsonElement seen = default;
        await Eventually.IsTrue(async () => condition(seen = await client.GetFromJsonAsync<JsonElement>(run)), "the run has got there");
        return seen;
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using NasOrleans.Access;
using NasOrleans.Tests.Api.Hosting;

namespace NasOrleans.Tests.Api.Audit;

public sealed class AuditTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Systems = "/api/v1/systems";

    [Fact]
    public async Task Changes_AreRecordedWithWhoFromWhereWhatBeforeAndAfter()
    {
        using var client = await host.SignIn();
        client.DefaultRequestHeaders.Add("X-Correlation-Id", "my-request");

        await client.PostAsJsonAsync(Systems, new { id = "watched", name = "One" });
        await client.PatchAsJsonAsync(Systems + "/watched", new { host = "nas.example" });
        await client.PostAsync(Systems + "/watched/seen", content: null);
        await client.DeleteAsync(Systems + "/watched");
        var page = await client.GetFromJsonAsync<JsonElement>("/api/v1/audit?target=system:watched");

        var entries = page.GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal(["system.remove", "system.change", "system.add"], entries.Select(entry => entry.GetProperty("action").GetString()));
        Assert.All(entries, entry =>
        {
            Assert.Equal("ada", entry.GetProperty("actor").GetString());
            Assert.Equal("127.0.0.1", entry.GetProperty("source").GetString());
            Assert.Equal("my-request", entry.GetProperty("correlationId").GetString());
            Assert.Equal("done", entry.GetProperty("outcome").GetString());
        });
        Assert.Equal("", entries[1].GetProperty("before").GetProperty("host").GetString());
        Assert.Equal("nas.example", entries[1].GetProperty("after").GetProperty("host").GetString());
        Assert.Equal(JsonValueKind.Null, entries[0].GetProperty("after").ValueKind);
        Assert.Equal("One", entries[0].GetProperty("before").GetProperty("name").GetString());
    }

    [Fact]
    public async Task List_PageByPage_ShowsEachOnceNewestFirst()
    {
        using var client = host.As(Role.Admin);
        for (var i = 0; i < 5; i++) await client.PutAsJsonAsync(Systems + "/paged", new { name = "none" });
        await client.PostAsJsonAsync(Systems, new { id = "paged", name = "0" });
        for (var i = 1; i < 5; i++) await client.PutAsJsonAsync(Systems + "/paged", new { name = $"{i}" });

        var (names, _) = await Walk.AllAsync(
            client, "/api/v1/audit?target=system:paged&limit=2", entry => entry.GetProperty("after").GetProperty("name").GetString()!);

        Assert.Equal(["4", "3", "2", "1", "0"], names);
    }

    [Fact]
    public async Task Change_WhoseCallerHangsUp_IsRecorded()
    {
        await using var own = new ApiHost
        {
            Configure = options => options.AccessRefresh = TimeSpan.FromMinutes(1),
            Register = services => services.AddSingleton<IStartupFilter, HangUp>(),
        };
        await own.InitializeAsync();
        using var client = own.As(Role.Admin);
        await client.GetAsync("/api/v1/keys");
        client.DefaultRequestHeaders.Add(HangUp.Header, "now");

        await client.DeleteAsync("/api/v1/keys/" + own.KeyOf(Role.Viewer).Split('_')[1]);

        Assert.Contains(await own.History.Audit(), entry => entry.Action == "key.remove");
    }

    [Theory]
    [InlineData("system", "/api/v1/systems", "system.add")]
    [InlineData("access", "/api/v1/keys", "key.add")]
    public async Task Change_WhoseAnswerIsLost_IsRecordedAsUnknown(string state, string path, string action)
    {
        await using var own = await ApiHost.StartAsync();
        using var client = own.As(Role.Admin);
        own.Storage.FailWritesOf(state);

        var answer = await client.PostAsync(path, Answers.Json(state == "access" ? """{"name":"x","role":"viewer"}""" : """{"name":"x"}"""));

        await answer.ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "outcome-unknown");
        Assert.Contains(await own.History.Audit(), entry => entry.Outcome == "unknown" && entry.Action == action);
    }

    [Fact]
    public async Task Change_WhoseEntryCannotBeWritten_StandsAndClosesTheGateUntilItIs()
    {
        await using var own = await ApiHost.StartAsync();
        using var client = own.As(Role.Operator);
        own.History.AuditFailure = new IOException("disk full");

        var first = await client.PostAsJsonAsync(Systems, new { id = "first", name = "First" });
        var second = await client.PostAsJsonAsync(Systems, new { id = "second", name = "Second" });
        var read = await client.GetAsync(Systems + "/first");
        var seen = await client.PostAsync(Systems + "/first/seen", content: null);
        own.History.AuditFailure = null;
        var third = await client.PostAsJsonAsync(Systems, new { id = "third", name = "Third" });

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        await second.ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "audit-unavailable");
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
        Assert.Equal(HttpStatusCode.Created, third.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(Systems + "/second")).StatusCode);
        Assert.Equal(["system:first", "system:third"], (await own.History.Audit()).Select(entry => entry.Target));
    }

    private sealed class HangUp : IStartupFilter
    {
        public const string Header = "X-Hang-Up";

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, then) =>
            {
                if (http.Request.Headers.ContainsKey(Header)) http.RequestAborted = new CancellationToken(canceled: true);
                return then(http);
            });
            next(app);
        };
    }
}

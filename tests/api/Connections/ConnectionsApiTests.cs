using NasOrleans.Access;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Faults;
using NasOrleans.Simulators.TrueNas.Hosting;
using NasOrleans.Systems.Connections;
using NasOrleans.Tests.Api.Hosting;

namespace NasOrleans.Tests.Api.Connections;

public sealed class ConnectionsApiTests(ApiHost host) : IClassFixture<ApiHost>, IAsyncLifetime
{
    private const string Connections = "/api/truenas/connections";
    private const string Mask = "********";

    private TrueNasFleet _fleet = null!;

    private Appliance Nas => _fleet.Systems[0];

    public async Task InitializeAsync() => _fleet = await TrueNasFleet.StartAsync(new());

    public async Task DisposeAsync() => await _fleet.DisposeAsync();

    [Fact]
    public async Task Post_UnknownCertificate_StoredButNothingGoesOutUntilItIsAccepted()
    {
        using var admin = host.As(Role.Admin);
        var added = await admin.PostAsJsonAsync(Connections, new { id = "first-contact", name = "nas-1", host = Address, api_key = Nas.ApiKey });
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        Assert.Equal("/api/v1/connections/first-contact", added.Headers.Location!.ToString());

        var error = (await Polled(admin, "first-contact", health => health.LastFault is not null)).GetProperty("lastError");
        Assert.Equal(("tls", Nas.Fingerprint), (error.GetProperty("category").GetString(), error.GetProperty("fingerprint").GetString()));
        Assert.Equal(0, Nas.OpenConnections);

        var body = new { name = "nas-1", host = Address, apiKey = Mask, fingerprint = Nas.Fingerprint };
        Assert.Equal(HttpStatusCode.OK, (await admin.PutAsJsonAsync(Connections + "/first-contact", body)).StatusCode);
        await Polled(admin, "first-contact", health => health.LastSuccess is not null);

        var shown = await admin.GetFromJsonAsync<JsonElement>(Connections + "/first-contact");
        Assert.Equal((Mask, "", Nas.Fingerprint), (shown.GetProperty("apiKey").GetString(), shown.GetProperty("password").GetString(), shown.GetProperty("fingerprint").GetString()));
        Assert.Equal("jsonrpc-websocket", shown.GetProperty("transport").GetProperty("mode").GetString());
        Assert.True(shown.GetProperty("observed").GetProperty("counts").GetProperty("storagePools").GetInt32() > 0);
    }

    [Fact]
    public async Task Post_AcceptNew_PinsWhatIsShown()
    {
        using var admin = host.As(Role.Admin);
        var added = await Read(await admin.PostAsJsonAsync(Connections, new { name = "accepted", host = Address, apiKey = Nas.ApiKey, acceptNew = true }), HttpStatusCode.Created);
        Assert.Equal(Nas.Fingerprint, added.GetProperty("fingerprint").GetString());
        Assert.True(Guid.TryParse(added.GetProperty("id").GetString(), out _));
        await Polled(admin, added.GetProperty("id").GetString()!, health => health.LastSuccess is not null);
    }

    [Fact]
    public async Task Post_AcceptNewWhereNobodyIs_RefusedSinceNothingIsShown()
    {
        using var admin = host.As(Role.Admin);
        var answer = await admin.PostAsJsonAsync(Connections, new { id = "nobody", host = "127.0.0.1:1", apiKey = "1-key", acceptNew = true });
        var problem = await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "connection-failed");
        Assert.Equal(("truenas_connection_failed", "tcp"), (problem.GetProperty("code").GetString(), problem.GetProperty("stage").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync(Connections + "/nobody")).StatusCode);
    }

    [Fact]
    public async Task Test_NotStored_SaysWhichStageFailed()
    {
        using var admin = host.As(Role.Admin);
        var first = await (await Test(new { host = Address, apiKey = Nas.ApiKey })).ShouldBeProblem(HttpStatusCode.BadRequest, "connection-failed");
        Assert.Equal(("tls", Nas.Fingerprint), (first.GetProperty("stage").GetString(), first.GetProperty("fingerprint").GetString()));

        var wrong = await (await Test(new { host = Address, apiKey = "1-wrong", fingerprint = Nas.Fingerprint })).ShouldBeProblem(HttpStatusCode.BadRequest, "connection-failed");
        Assert.Equal(("auth", "auth"), (wrong.GetProperty("stage").GetString(), wrong.GetProperty("category").GetString()));

        var good = await Read(await Test(new { host = Address, username = Nas.UserName, password = Nas.Password, fingerprint = Nas.Fingerprint }), HttpStatusCode.OK);
        Assert.True(good.GetProperty("success").GetBoolean());

        Task<HttpResponseMessage> Test(object body) => admin.PostAsJsonAsync(Connections + "/test", body);
    }

    [Fact]
    public async Task Test_Stored_UsesItsSecretAndWhatTheBodyGivesInstead()
    {
        using var admin = host.As(Role.Admin);
        await Read(await admin.PostAsJsonAsync(Connections, new { id = "tested", host = Address, apiKey = Nas.ApiKey, fingerprint = Nas.Fingerprint, enabled = false }), HttpStatusCode.Created);

        await Read(await admin.PostAsync(Connections + "/tested/test", content: null), HttpStatusCode.OK);
        await Read(await admin.PostAsJsonAsync(Connections + "/tested/test", new { apiKey = Mask }), HttpStatusCode.OK);
        await (await admin.PostAsJsonAsync(Connections + "/tested/test", new { apiKey = "1-wrong" })).ShouldBeProblem(HttpStatusCode.BadRequest, "connection-failed");
        await (await admin.PostAsJsonAsync(Connections + "/tested/test", new { host = "nowhere.invalid" })).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid");
        var moved = await (await admin.PostAsJsonAsync(Connections + "/tested/test", new { host = "nowhere.invalid", apiKey = "1-new" })).ShouldBeProblem(HttpStatusCode.BadRequest, "connection-failed");
        Assert.Equal("dns", moved.GetProperty("stage").GetString());
        Nas.Faults.Set(Fault.RefusesCredentials);
        var refused = await (await admin.PostAsync(Connections + "/tested/test", content: null)).ShouldBeProblem(HttpStatusCode.BadRequest, "connection-failed");
        Assert.Equal("auth", refused.GetProperty("stage").GetString());
    }

    [Fact]
    public async Task Put_WhatTheListShowed_ChangesNothing()
    {
        using var admin = host.As(Role.Admin);
        await Read(await admin.PostAsJsonAsync(Connections, Config("round-trip")), HttpStatusCode.Created);
        var shown = (await admin.GetFromJsonAsync<JsonElement>(Connections)).EnumerateArray().Single(one => one.GetProperty("id").GetString() == "round-trip");

        var put = await Read(await admin.PutAsync(Connections + "/round-trip", Answers.Json(shown.GetRawText())), HttpStatusCode.OK);

        foreach (var name in new[] { "id", "name", "host", "apiKey", "username", "pollIntervalSeconds", "wake", "fingerprint", "enabled", "origin" })
            Assert.Equal(shown.GetProperty(name).GetRawText(), put.GetProperty(name).GetRawText());
    }

    [Fact]
    public async Task Delete_Stops_AndTheSystemStays()
    {
        using var admin = host.As(Role.Admin);
        await Read(await admin.PostAsJsonAsync(Connections, Config("deleted")), HttpStatusCode.Created);

        var answer = await Read(await admin.DeleteAsync(Connections + "/deleted"), HttpStatusCode.OK);

        Assert.Equal("""{"success":true,"id":"deleted"}""", answer.GetRawText());
        Assert.DoesNotContain((await admin.GetFromJsonAsync<JsonElement>(Connections)).EnumerateArray(), one => one.GetProperty("id").GetString() == "deleted");
        Assert.Equal(HttpStatusCode.OK, (await admin.GetAsync("/api/v1/systems/deleted")).StatusCode);
        await (await admin.DeleteAsync(Connections + "/deleted")).ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Post_TakenIdOrKey_IsNoSecondConnection()
    {
        using var admin = host.As(Role.Admin);
        await Read(await admin.PostAsJsonAsync(Connections, Config("taken")), HttpStatusCode.Created);
        await (await admin.PostAsJsonAsync(Connections, Config("taken"))).ShouldBeProblem(HttpStatusCode.Conflict, "already-exists");

        admin.DefaultRequestHeaders.Add("Idempotency-Key", "connect-once");
        var first = await Read(await admin.PostAsJsonAsync(Connections, Config(null)), HttpStatusCode.Created);
        var second = await Read(await admin.PostAsJsonAsync(Connections, Config(null)), HttpStatusCode.Created);
        Assert.Equal(first.GetProperty("id").GetString(), second.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Problems_CarryErrorAndCode()
    {
        using var admin = host.As(Role.Admin);
        using var viewer = host.As(Role.Viewer);
        Assert.Equal("invalid_request", await Code(admin.PostAsync(Connections, Answers.Json("{"))));
        Assert.Equal("validation_error", await Code(admin.PostAsJsonAsync(Connections, new { name = "x" })));
        Assert.Equal("truenas_not_found", await Code(admin.DeleteAsync(Connections + "/none")));
        Assert.Equal("method_not_allowed", await Code(admin.PatchAsync(Connections, content: null)));
        Assert.Equal("forbidden", await Code(viewer.PostAsJsonAsync(Connections, new { host = "x" })));
        Assert.Equal("too_large", await Code(admin.PostAsync("/api/v1/connections", Answers.Json($$"""{"name":"{{new string('x', 33 * 1024)}}"}"""))));

        static async Task<string?> Code(Task<HttpResponseMessage> answer)
        {
            var problem = JsonElement.Parse(await (await answer).Content.ReadAsStringAsync());
            Assert.NotEmpty(problem.GetProperty("error").GetString()!);
            Assert.StartsWith("urn:nasorleans:problem:", problem.GetProperty("type").GetString(), StringComparison.Ordinal);
            return problem.GetProperty("code").GetString();
        }
    }

    [Fact]
    public async Task List_BeforeTheViewKnowsAnything_IsComplete()
    {
        await using var own = await ApiHost.StartAsync(options => options.ViewInterval = TimeSpan.FromMinutes(1));
        using var admin = own.As(Role.Admin);
        await Read(await admin.PostAsJsonAsync(Connections, Config("unseen")), HttpStatusCode.Created);
        var grain = own.Grains.System(TenantId.Main, new("unseen"));
        await own.Grains.ShardOf(TenantId.Main, new("unseen")).Forget(new("unseen"), long.MaxValue);
        await own.Restart();
        using var again = own.As(Role.Admin);

        Assert.Equal("unseen", Assert.Single((await again.GetFromJsonAsync<JsonElement>(Connections)).EnumerateArray()).GetProperty("id").GetString());
        Assert.NotNull(await grain.GetSnapshot());
    }

    [Fact]
    public async Task Audit_OfChanges_HoldsNoSecret()
    {
        using var admin = host.As(Role.Admin);
        await Read(await admin.PostAsJsonAsync(Connections, new { id = "audited", host = Address, username = "root", password = "very-secret-1", enabled = false }), HttpStatusCode.Created);
        await Read(await admin.PutAsJsonAsync(Connections + "/audited", new { host = Address, username = "root", password = "very-secret-2", enabled = false }), HttpStatusCode.OK);
        await admin.PostAsJsonAsync(Connections + "/audited/test", new { password = "very-secret-3" });
        await Read(await admin.DeleteAsync(Connections + "/audited"), HttpStatusCode.OK);

        var entries = (await host.History.Audit()).Where(entry => entry.Target == "connection:audited").ToArray();
        Assert.Equal(["connection.add", "connection.change", "connection.test", "connection.remove"], entries.Select(entry => entry.Action));
        Assert.Contains("\"result\":\"", entries[2].After, StringComparison.Ordinal);
        Assert.All(entries, entry => Assert.DoesNotContain("very-secret", entry.Before + entry.After, StringComparison.Ordinal));
        Assert.Contains("\"writtenSecrets\":[\"password\"]", entries[1].After!.Replace("\"apiKey\",", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private string Address => $"{Nas.Host}:{Nas.Port}";

    private object Config(string? id) => new { id, name = id ?? "by key", host = Address, apiKey = Nas.ApiKey, fingerprint = Nas.Fingerprint, wake = new { addresses = new[] { "00:25:90:ab:cd:ef" } } };

    private async Task<JsonElement> Polled(HttpClient client, string id, Func<PollHealth, bool> until)
    {
        var grain = host.Grains.System(TenantId.Main, new(id));
        await Eventually.IsTrue(async () => until((await grain.GetSnapshot())!.Connection!.Health), "the poll came to what was expected");
        return (await client.GetFromJsonAsync<JsonElement>($"{Connections}/{id}")).GetProperty("poll");
    }

    private static async Task<JsonElement> Read(HttpResponseMessage answer, HttpStatusCode expected)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{answer.StatusCode}: {text}");
        return JsonElement.Parse(text);
    }
}

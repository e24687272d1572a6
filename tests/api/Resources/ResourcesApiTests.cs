using Microsoft.Extensions.DependencyInjection;
using NasOrleans.Access;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Hosting;
using NasOrleans.Tests.Api.Hosting;

namespace NasOrleans.Tests.Api.Resources;

public sealed class ResourcesApiTests(ApiHost host) : IClassFixture<ApiHost>, IAsyncLifetime
{
    private TrueNasFleet _fleet = null!;

    public async Task InitializeAsync() => _fleet = await TrueNasFleet.StartAsync(new() { Profile = Profile.Small });

    public async Task DisposeAsync() => await _fleet.DisposeAsync();

    [Fact]
    public async Task PolledSystem_UnderBothNames_IsThereWithItsParts()
    {
        var nas = _fleet.Systems[0];
        using var admin = host.As(Role.Admin);
        var added = await admin.PostAsJsonAsync("/api/v1/connections", new { id = "resource-nas", name = "Basement", host = $"{nas.Host}:{nas.Port}", apiKey = nas.ApiKey, fingerprint = nas.Fingerprint });
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        await Eventually.IsTrue(async () => !(await host.Grains.System(TenantId.Main, new("resource-nas")).GetSnapshot())!.Essence.Drives.IsEmpty, "the drives of the NAS were read");
        var view = host.Services.GetRequiredService<NasOrleans.Api.Live.FleetViews>().Of(TenantId.Main);
        await Eventually.IsTrue(async () => (await view.GetAsync(CancellationToken.None)).Find(new("resource-nas")) is { Essence.Drives.IsEmpty: false }, "the list shows them");
        Assert.True((await admin.GetFromJsonAsync<JsonElement>("/api/resources/stats")).GetProperty("byType").GetProperty("physical_disk").GetInt32() > 0);

        var page = await admin.GetFromJsonAsync<JsonElement>("/api/v2/resources?q=resource-nas");
        var system = page.GetProperty("data")[0];
        Assert.Equal(("resource-nas", "agent", "online"), (Text(system, "id"), Text(system, "type"), Text(system, "status")));
        Assert.Equal("truenas", system.GetProperty("sources")[0].GetString());
        Assert.Equal("online", Text(system.GetProperty("sourceStatus").GetProperty("truenas"), "status"));
        Assert.True(system.GetProperty("metrics").GetProperty("memory").GetProperty("total").GetDouble() > 0);
        Assert.False(page.TryGetProperty("resources", out _));

        var old = await admin.GetFromJsonAsync<JsonElement>("/api/resources?type=physical_disk&q=resource-nas");
        Assert.Equal(old.GetProperty("data").GetArrayLength(), old.GetProperty("resources").GetArrayLength());
        Assert.All(old.GetProperty("resources").EnumerateArray(), resource => Assert.Equal("truenas", Text(resource, "platformType")));

        var disk = old.GetProperty("data")[0];
        var whole = await admin.GetFromJsonAsync<JsonElement>("/api/v2/resources/" + Text(disk, "id"));
        Assert.Equal(Text(disk.GetProperty("physicalDisk"), "serial"), Text(whole.GetProperty("physicalDisk"), "serial"));
        var children = await admin.GetFromJsonAsync<JsonElement>("/api/v2/resources/resource-nas/children?type=storage");
        Assert.All(children.GetProperty("data").EnumerateArray(), pool => Assert.Equal("pool", Text(pool.GetProperty("storage"), "topology")));
        Assert.True(children.GetProperty("meta").GetProperty("total").GetInt32() > 0);
    }

    [Fact]
    public async Task Inventory_OfAPolledSystem_IsWhole()
    {
        var nas = _fleet.Systems[0];
        using var admin = host.As(Role.Admin);
        await admin.PostAsJsonAsync("/api/v1/connections", new { id = "inventory-nas", host = $"{nas.Host}:{nas.Port}", apiKey = nas.ApiKey, fingerprint = nas.Fingerprint });
        await Eventually.IsTrue(async () => await host.Grains.System(TenantId.Main, new("inventory-nas")).GetInventory() is not null, "the inventory was read");

        var inventory = await admin.GetFromJsonAsync<JsonElement>("/api/v1/systems/inventory-nas/inventory");
        Assert.NotEmpty(Text(inventory.GetProperty("facts"), "version")!);
        Assert.True(inventory.GetProperty("pools").GetArrayLength() > 0);
        Assert.Equal(HttpStatusCode.Accepted, (await admin.PostAsync("/api/v1/systems/inventory-nas/refresh", content: null)).StatusCode);
    }

    [Fact]
    public async Task SystemThatWasNeverPolled_IsAResourceWithoutDetails()
    {
        using var admin = host.As(Role.Admin);
        await admin.PostAsJsonAsync("/api/v1/systems", new { id = "pushed", name = "Pushed" });

        var page = await admin.GetFromJsonAsync<JsonElement>("/api/v2/resources?q=pushed");
        Assert.Equal("unknown", Text(page.GetProperty("data")[0], "status"));
        await (await admin.GetAsync("/api/v1/systems/pushed/inventory")).ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
        await (await admin.PostAsync("/api/v1/systems/pushed/refresh", content: null)).ShouldBeProblem(HttpStatusCode.Conflict, "no-connection");
        var part = await (await admin.PostAsJsonAsync("/api/v1/systems/pushed/refresh", new { parts = new[] { "banana" } })).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid");
        Assert.Contains("snapshotTasks", part.GetProperty("detail").GetString(), StringComparison.Ordinal);
        var type = await (await admin.GetAsync("/api/v2/resources?type=banana")).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid");
        Assert.Contains("physical_disk", type.GetProperty("detail").GetString(), StringComparison.Ordinal);
        var drive = await (await admin.GetAsync("/api/v1/drives/nope")).ShouldBeProblem(HttpStatusCode.BadRequest, "bad-request");
        Assert.Contains("wwn:", drive.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await (await admin.GetAsync("/api/v2/resources/pushed:disk:0000")).ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
        await (await admin.GetAsync("/api/v2/resources?limit=101")).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid");
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}

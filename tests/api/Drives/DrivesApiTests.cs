using Microsoft.Extensions.DependencyInjection;
using NasOrleans.Access;
using NasOrleans.Api.Live;
using NasOrleans.Drives;
using NasOrleans.Systems;
using NasOrleans.Systems.Inventory;
using NasOrleans.Tests.Api.Hosting;

namespace NasOrleans.Tests.Api.Drives;

public sealed class DrivesApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Drives = "/api/v1/drives";
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    [Fact]
    public async Task Get_ShowsWhatIsKnown_AndOneThatNobodySawIsMissing()
    {
        var id = await Seen("5000c500d1e20001");
        using var client = host.As(Role.Viewer);

        var drive = await client.GetFromJsonAsync<JsonElement>($"{Drives}/{id}");

        Assert.Equal("nas-1", drive.GetProperty("place").GetProperty("system").GetString());
        Assert.Equal("failed", drive.GetProperty("smart").GetProperty("health").GetString());
        await (await client.GetAsync(Drives + "/wwn:5000c500ffffffff")).ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync(Drives + "/nothing")).StatusCode);
    }

    [Fact]
    public async Task Patch_IsAudited_AndShowsInTheListAtOnce_AlsoAfterTheNextReportOfItsSystem()
    {
        var id = await Seen("5000c500d1e20002");
        using var client = host.As(Role.Operator);
        Publish("nas-noted", id, 1);

        var patched = await client.PatchAsJsonAsync($"{Drives}/{id}", new { location = "Rack 2" });

        Assert.Equal("Rack 2", (await patched.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("location").GetString());
        Assert.Equal("Rack 2", await ListedLocation(client, id));
        Publish("nas-noted", id, 2);
        Assert.Equal("Rack 2", await ListedLocation(client, id));
        var entry = (await host.History.Audit()).Last(entry => entry.Action == "drive.note");
        Assert.Equal("drive:" + id, entry.Target);
        Assert.Contains("Rack 2", entry.After, StringComparison.Ordinal);
        Assert.DoesNotContain("Rack 2", entry.Before!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Patch_WithoutDriveOrWithTooMuch_IsRefused()
    {
        using var client = host.As(Role.Operator);

        await (await client.PatchAsJsonAsync(Drives + "/serial:nobodys", new { notes = "x" })).ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
        var problem = await (await client.PatchAsJsonAsync(Drives + "/serial:nobodys", new { location = new string('x', 101), notes = "\0" })).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid");
        Assert.Equal(["location", "notes"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task Attributes_AreReadBackFromTheHistory()
    {
        var id = await Seen("5000c500d1e20003");
        using var client = host.As(Role.Viewer);
        var address = $"{Drives}/{id}/attributes?name=5&from=2023-11-01T00:00:00Z&to=2023-12-01T00:00:00Z";
        JsonElement history = default;

        await Eventually.IsTrue(async () => (history = await client.GetFromJsonAsync<JsonElement>(address)).GetProperty("points").GetArrayLength() > 0);

        Assert.Equal((8.0, false), (history.GetProperty("points")[0].GetProperty("value").GetDouble(), history.GetProperty("cutOff").GetBoolean()));
        Assert.Empty((await client.GetFromJsonAsync<JsonElement>($"{Drives}/{id}/attributes?name=197")).GetProperty("points").EnumerateArray());
        await (await client.GetAsync($"{Drives}/{id}/attributes")).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid");
        await (await client.GetAsync(address.Replace("2023-11", "2024-11", StringComparison.Ordinal))).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid");
    }

    private static async Task<string?> ListedLocation(HttpClient client, DriveId id) => Assert.Single(
        (await client.GetFromJsonAsync<JsonElement>($"{Drives}?system=nas-noted")).GetProperty("items").EnumerateArray(),
        item => item.GetProperty("id").GetString() == id.Value).GetProperty("location").GetString();

    private async Task<DriveId> Seen(string wwn)
    {
        var id = DriveId.Of(wwn, null)!.Value;
        await host.Grains.Drive(TenantId.Main, id).Observe(new("nas-1"), new()
        {
            Name = "sda",
            Serial = "S" + wwn,
            Wwn = wwn,
            Smart = new() { Health = SmartHealth.Failed, ReadAt = Now, Attributes = [new() { Number = 5, Name = "Reallocated_Sector_Ct", Raw = 8, Value = 8 }] },
        }, Now);
        return id;
    }

    private void Publish(string system, DriveId id, long revision) => host.Services.GetRequiredService<FleetViews>().Of(TenantId.Main).Put(new SystemSnapshot
    {
        Id = new(system),
        Name = system,
        Revision = revision,
        Essence = new() { Drives = [new() { Id = id, Device = "sda" }] },
    });
}

using System.Net;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Hosting;

namespace NasOrleans.Tests.Wire;

public sealed class FrontTests : IAsyncLifetime
{
    private TrueNasFleet _fleet = null!;

    public async Task InitializeAsync() => _fleet = await TrueNasFleet.StartAsync(new FleetOptions { Systems = 7, Mix = true });

    public async Task DisposeAsync() => await _fleet.DisposeAsync();

    [Theory]
    [InlineData(Release.Core133, "/api/versions", HttpStatusCode.Found)]
    [InlineData(Release.Core133, "/api/current", HttpStatusCode.Found)]
    [InlineData(Release.Scale2410, "/api/versions", HttpStatusCode.NotFound)]
    [InlineData(Release.Scale2410, "/anything", HttpStatusCode.Found)]
    [InlineData(Release.V2504, "/api/boot_id", HttpStatusCode.NotFound)]
    [InlineData(Release.V2504, "/api/v25.10.0", HttpStatusCode.NotFound)]
    [InlineData(Release.V2510, "/ui/", HttpStatusCode.OK)]
    public async Task Get_Path_AnswersAsTheReleaseDoes(Release release, string path, HttpStatusCode status)
    {
        using var answer = await GetAsync(Of(release), path);
        Assert.Equal(status, answer.StatusCode);
        if (status == HttpStatusCode.Found) Assert.Equal("/ui/", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Versions_GrowWithTheRelease()
    {
        foreach (var release in new[] { Release.V2504, Release.V2510, Release.V26 })
        {
            using var answer = await GetAsync(Of(release), "/api/versions");
            var versions = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsArray().Select(each => each!.ToString()).ToList();
            Assert.Equal("v25.04.0", versions[0]);
            Assert.Equal(release == Release.V26, versions.Contains("v26.0.0"));
        }
    }

    [Fact]
    public async Task BootId_WithoutLogin_IsTheOneOfTheBoot()
    {
        var nas = Of(Release.V2510);
        using var answer = await GetAsync(nas, "/api/boot_id");
        Assert.Equal($"\"{nas.Power.BootId}\"", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task OlderVersionOfTheApi_MethodThatCameLater_Is201NotMinus32601()
    {
        var nas = Of(Release.V2510);
        var later = Simulators.TrueNas.Methods.MethodTable.For(nas.Release).Methods.Values.FirstOrDefault(method => method is { Since: Release.V2510, IsPrivate: false });
        if (later is null) return;
        await using var raw = await RawSocket.OpenAsync(nas, "/api/v25.04.0");
        await raw.LoginAsync(nas.UserName, nas.ApiKey);
        var error = (await raw.CallAsync(later.Name))["error"]!;
        Assert.Equal((-32001, 201), ((int)error["code"]!, (int)error["data"]!["error"]!));
    }

    private Appliance Of(Release release) => _fleet.Systems.First(nas => nas.Release == release);

    private static async Task<HttpResponseMessage> GetAsync(Appliance nas, string path)
    {
        using var invoker = RawSocket.Invoker(nas);
        return await invoker.SendAsync(new HttpRequestMessage(HttpMethod.Get, nas.Address + path), CancellationToken.None);
    }
}

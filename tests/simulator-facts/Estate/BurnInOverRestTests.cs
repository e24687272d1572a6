using System.Net;
using System.Text;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Hosting;

namespace NasOrleans.Tests.Estate;

/// <summary>The calls that a burn-in dashboard makes, and what CORE really answers to them.</summary>
public sealed class BurnInOverRestTests : IAsyncLifetime
{
    private readonly ManualTimeProvider _time = new();
    private TrueNasFleet _fleet = null!;
    private HttpClient _http = null!;

    private Appliance Nas => _fleet.Systems[0];

    public async Task InitializeAsync()
    {
        _fleet = await TrueNasFleet.StartAsync(new FleetOptions { Release = Release.Core133, Profile = Profile.BurnIn15, Tls = false, Time = _time });
        _http = new HttpClient { BaseAddress = new Uri($"{Nas.Address}/api/v2.0/") };
        _http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {Nas.ApiKey}");
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _fleet.DisposeAsync();
    }

    [Fact]
    public async Task Disks_HaveNeitherTemperatureNorHealth_AndAreFoundByIdentifier()
    {
        var disks = (await Get("disk"))!.AsArray();

        Assert.Equal(16, disks.Count);
        Assert.DoesNotContain("temperature", disks[0]!.AsObject().Select(field => field.Key));
        var identifier = disks[0]!["identifier"]!.GetValue<string>();
        Assert.Equal("ada0", (await Get($"disk/id/{Uri.EscapeDataString(identifier)}"))!["name"]!.GetValue<string>());
        Assert.Single((await Get("disk?type=HDD&size__gt=13000000000000&limit=1"))!.AsArray());
    }

    [Fact]
    public async Task Temperatures_ComeByPost()
    {
        var (status, text) = await Post("disk/temperatures", """{"names":["ada0"]}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.InRange(JsonNode.Parse(text)!["ada0"]!.GetValue<int>(), 20, 45);
    }

    [Fact]
    public async Task SmartTest_OfTheSeed_IsASchedule_AndNamesAreInvalid()
    {
        var (status, text) = await Post("smart/test", """{"disks":["ada0"],"type":"SHORT"}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("invalid", JsonNode.Parse(text)!["smart_task_create.disks"]![0]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ManualTest_IsABareList_ItsJobIsFoundByFilter_AndItsResultsByName()
    {
        var disk = Nas.Estate.Shelf.Bays[0];
        var (status, text) = await Post("smart/test/manual_test", $$"""[{"identifier":"{{disk.Identifier}}","type":"SHORT","mode":"BACKGROUND"}]""");
        Assert.Equal(HttpStatusCode.OK, status);
        var id = JsonNode.Parse(text)![0]!["job"]!.GetValue<int>();

        Assert.Empty((await Get("core/get_jobs?method=smart.test"))!.AsArray());
        await Eventually.IsTrue(async () => (await Get("core/get_jobs?method=smart.test.wait&state=RUNNING"))!.AsArray().Count == 1);
        var job = (await Get($"core/get_jobs?id={id}"))![0]!;
        Assert.Equal("ada0", job["arguments"]![0]!["disk"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.NotFound, (await Answer("smart/test/results/ada0")).Status);
        Assert.Equal("RUNNING", (await Get("smart/test/results?disk=ada0"))![0]!["tests"]![0]!["status"]!.GetValue<string>());

        await Eventually.IsTrue(_time, TimeSpan.FromSeconds(10), () => Nas.Jobs.Find(id)!.IsOver);
        Assert.Equal("SUCCESS", (await Get("smart/test/results?disk=ada0"))![0]!["tests"]![0]!["status"]!.GetValue<string>());
        Assert.Equal("SUCCESS", (await Get($"core/get_jobs?id={id}"))![0]!["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task JobAbort_WithTheBareNumber_LeavesTheDriveTesting()
    {
        var disk = Nas.Estate.Shelf.Bays[0];
        var (_, text) = await Post("smart/test/manual_test", $$"""[{"identifier":"{{disk.Identifier}}","type":"LONG"}]""");
        var id = JsonNode.Parse(text)![0]!["job"]!.GetValue<int>();

        Assert.Equal((HttpStatusCode.OK, "null"), await Post("core/job_abort", $"{id}"));

        await Eventually.IsTrue(() => Nas.Jobs.Find(id)!.IsOver);
        Assert.Equal("ABORTED", (await Get($"core/get_jobs?id={id}"))![0]!["state"]!.GetValue<string>());
        Assert.NotNull(disk.Drive.SelfTests.Running(_time.GetUtcNow()));
    }

    [Fact]
    public async Task SmartAttributes_AreABareName()
    {
        Assert.Equal(HttpStatusCode.OK, (await Post("disk/smart_attributes", "\"ada0\"")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Post("disk/smart_attributes", "\"da0\"")).Status);
    }

    [Theory]
    [InlineData("pool")]
    [InlineData("pool/dataset")]
    [InlineData("boot/get_state")]
    [InlineData("alert/list")]
    [InlineData("replication")]
    [InlineData("pool/snapshottask")]
    [InlineData("interface")]
    [InlineData("service")]
    [InlineData("jail")]
    [InlineData("vm")]
    [InlineData("ups")]
    [InlineData("smart/test")]
    [InlineData("zfs/snapshot")]
    [InlineData("disk/get_unused", "false")]
    public async Task EverythingElse_IsThere(string path, string? body = null) =>
        Assert.Equal(HttpStatusCode.OK, body is null ? (await Answer(path)).Status : (await Post(path, body)).Status);

    private async Task<JsonNode?> Get(string path)
    {
        var (status, text) = await Answer(path);
        Assert.Equal(HttpStatusCode.OK, status);
        return JsonNode.Parse(text);
    }

    private async Task<(HttpStatusCode Status, string Text)> Answer(string path)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<(HttpStatusCode Status, string Text)> Post(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), content);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}

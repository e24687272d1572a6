using System.Net;
using System.Text;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Hosting;

namespace NasOrleans.Tests.Wire;

public sealed class RestTests : IAsyncLifetime
{
    private TrueNasFleet _fleet = null!;

    public async Task InitializeAsync() => _fleet = await TrueNasFleet.StartAsync(new FleetOptions { Systems = 7, Mix = true, Tls = false });

    public async Task DisposeAsync() => await _fleet.DisposeAsync();

    [Fact]
    public async Task Get_EveryReleaseUpTo2510_AnswersToKeyAndPassword()
    {
        foreach (var nas in _fleet.Systems.Where(nas => nas.Release < Release.V26))
        {
            var (status, info) = await SendAsync(nas, HttpMethod.Get, "/system/info", $"Bearer {nas.ApiKey}");
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Equal(nas.Release.InfoVersion(), JsonNode.Parse(info)!["version"]!.ToString());
            var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{nas.UserName}:{nas.Password}"));
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(nas, HttpMethod.Get, "/system/info/", $"Basic {basic}")).Status);
        }
    }

    [Fact]
    public async Task Get_On26_IsGone() =>
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(Of(Release.V26), HttpMethod.Get, "/system/info", $"Bearer {Of(Release.V26).ApiKey}")).Status);

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer 1-wrong")]
    [InlineData("Basic cm9vdDp3cm9uZw==")]
    public async Task Get_WithoutOrWithWrongCredentials_Is401(string? authorization) =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(_fleet.Systems[0], HttpMethod.Get, "/system/info", authorization)).Status);

    [Theory]
    [InlineData(Release.Core133, HttpStatusCode.Unauthorized)]
    [InlineData(Release.V2510, HttpStatusCode.Forbidden)]
    public async Task Get_WithAWrongToken_IsRefusedAsTheReleaseDoes(Release release, HttpStatusCode status) =>
        Assert.Equal(status, (await SendAsync(Of(release), HttpMethod.Get, "/system/info", "Token wrong")).Status);

    [Fact]
    public async Task Get_WithAToken_Answers()
    {
        var nas = Of(Release.Scale2410);
        var (_, token) = await SendAsync(nas, HttpMethod.Post, "/auth/generate_token", $"Bearer {nas.ApiKey}", """{"ttl":60}""");
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(nas, HttpMethod.Get, $"/system/info?auth_token={JsonNode.Parse(token)}", null)).Status);
    }

    [Fact]
    public async Task Get_WhatNeedsNoLogin_Answers() =>
        Assert.Equal((HttpStatusCode.OK, "\"pong\""), await SendAsync(Of(Release.V2504), HttpMethod.Get, "/core/ping", null));

    [Fact]
    public async Task Get_UnknownPath_IsAText()
    {
        var nas = Of(Release.Scale2410);
        var (status, text) = await SendAsync(nas, HttpMethod.Get, "/no/such", $"Bearer {nas.ApiKey}");
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal("404: Not Found", text);
    }

    [Fact]
    public async Task Post_NotAllowed_Is403WithoutBody()
    {
        var nas = Of(Release.V2504);
        var (status, text) = await SendAsync(nas, HttpMethod.Post, "/system/shutdown", $"Bearer {nas.ReadOnlyKey}", """{"reason":"UPS"}""");
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Equal("", text);
    }

    [Theory]
    [InlineData(Release.Core133, "{}")]
    [InlineData(Release.Scale2410, """{"delay":0}""")]
    [InlineData(Release.V2510, """{"reason":"UPS","options":{"delay":0}}""")]
    public async Task Shutdown_InTheFormOfTheRelease_AnswersABareJobId(Release release, string body)
    {
        var nas = Of(release);
        Assert.Equal((HttpStatusCode.OK, "1"), await SendAsync(nas, HttpMethod.Post, "/system/shutdown", $"Bearer {nas.ApiKey}", body));
        await Eventually.IsTrue(() => nas.IsDark);
    }

    [Fact]
    public async Task Shutdown_WithoutReason_Is422ByAttribute()
    {
        var nas = Of(Release.V2510);
        var (status, text) = await SendAsync(nas, HttpMethod.Post, "/system/shutdown", $"Bearer {nas.ApiKey}");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.NotNull(JsonNode.Parse(text)!["reason"]![0]!["message"]);
    }

    [Theory]
    [InlineData("""{"reason":"UPS","unheard":1}""", "The following attributes are not expected: unheard")]
    [InlineData("{}", "reason attribute expected.")]
    [InlineData("[]", "Endpoint accepts multiple params, object/dict expected.")]
    [InlineData("{", "json parse error")]
    public async Task Post_BodyThatCannotBe_Is400(string body, string message)
    {
        var nas = Of(Release.V2510);
        var (status, text) = await SendAsync(nas, HttpMethod.Post, "/system/shutdown", $"Bearer {nas.ApiKey}", body);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(message, JsonNode.Parse(text)!["message"]!.ToString());
    }

    [Fact]
    public async Task GetJobs_FiltersByQueryString()
    {
        var nas = Of(Release.Scale2212);
        for (var time = 0; time < 2; time++)
            await SendAsync(nas, HttpMethod.Post, "/core/bulk", $"Bearer {nas.ApiKey}", """{"method":"core.ping","params":[[]]}""");
        var (_, text) = await SendAsync(nas, HttpMethod.Get, "/core/get_jobs?method=core.bulk&id__gt=1", $"Bearer {nas.ApiKey}");
        Assert.Equal(2, (int)Assert.Single(JsonNode.Parse(text)!.AsArray())!["id"]!);
        (_, text) = await SendAsync(nas, HttpMethod.Get, "/core/get_jobs", $"Bearer {nas.ApiKey}", """{"query-filters":[["id","=",1]],"query-options":{"count":true}}""");
        Assert.Equal("1", text);
    }

    [Fact]
    public async Task JobAbort_BodyIsTheBareNumber_UnknownOnesDifferByRelease()
    {
        var (core, scale) = (Of(Release.Core133), Of(Release.Scale2410));
        Assert.Equal(HttpStatusCode.InternalServerError, (await SendAsync(core, HttpMethod.Post, "/core/job_abort", $"Bearer {core.ApiKey}", "17")).Status);
        var (status, text) = await SendAsync(scale, HttpMethod.Post, "/core/job_abort", $"Bearer {scale.ApiKey}", "17");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(2, (int)JsonNode.Parse(text)!["errno"]!);
    }

    [Fact]
    public async Task Get_KeyOverPlainHttp_IsNotRevoked()
    {
        var nas = Of(Release.V2510);
        await SendAsync(nas, HttpMethod.Get, "/system/info", $"Bearer {nas.ApiKey}");
        Assert.False(nas.Accounts.AdminKey.IsRevoked);
    }

    [Fact]
    public async Task OpenApi_ListsThePaths()
    {
        var (status, text) = await SendAsync(Of(Release.V2510), HttpMethod.Get, "/openapi.json", null);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.NotNull(JsonNode.Parse(text)!["paths"]!["/system/shutdown"]!["post"]);
    }

    private Appliance Of(Release release) => _fleet.Systems.First(nas => nas.Release == release);

    private static async Task<(HttpStatusCode Status, string Text)> SendAsync(Appliance nas, HttpMethod method, string path, string? authorization, string? body = null)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(method, $"{nas.Address}/api/v2.0{path}");
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}

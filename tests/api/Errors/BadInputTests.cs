using System.Text;
using NasOrleans.Access;
using NasOrleans.Tests.Api.Hosting;

namespace NasOrleans.Tests.Api.Errors;

public sealed class BadInputTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Systems = "/api/v1/systems";

    [Theory]
    [InlineData("{", "not valid JSON")]
    [InlineData("", "missing")]
    [InlineData("null", "missing")]
    [InlineData("{\"name\":\"a\",\"colour\":\"red\"}", "unknown member 'colour'")]
    [InlineData("{\"name\":\"a\",\"name\":\"b\"}", "'name' twice")]
    [InlineData("{\"name\":[\"a\"]}", "$.name has the wrong type")]
    [InlineData("{\"name\":7}", "$.name has the wrong type")]
    [InlineData("[1]", "$ has the wrong type")]
    public async Task Post_BodyThatCannotBeRead_TellsWhatIsWrong(string body, string told)
    {
        using var client = host.As(Role.Operator);

        var problem = await (await client.PostAsync(Systems, Answers.Json(body))).ShouldBeProblem(HttpStatusCode.BadRequest, "bad-request");

        Assert.Contains(told, problem.Detail(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_DeepJson_IsAProblem()
    {
        using var client = host.As(Role.Operator);
        var body = string.Concat(Enumerable.Repeat("{\"name\":", 5000)) + "1" + new string('}', 5000);

        var problem = await (await client.PostAsync(Systems, Answers.Json(body))).ShouldBeProblem(HttpStatusCode.BadRequest, "bad-request");

        Assert.NotEmpty(problem.Detail());
    }

    [Fact]
    public async Task Post_InvalidUtf8_IsAProblem()
    {
        using var client = host.As(Role.Operator);
        byte[] body = [.. "{\"name\":\""u8, 0xC3, 0x28, .. "\"}"u8];

        await (await client.PostAsync(Systems, Answers.Json(body))).ShouldBeProblem(HttpStatusCode.BadRequest, "bad-request");
    }

    [Fact]
    public async Task Post_TenMegabytes_IsTooLarge()
    {
        using var client = host.As(Role.Operator);
        var body = "{\"name\":\"" + new string('a', 10 << 20) + "\"}";

        await (await client.PostAsync(Systems, Answers.Json(body))).ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "too-large");
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(Systems)).StatusCode);
    }

    [Fact]
    public async Task Post_OtherMediaType_IsUnsupported()
    {
        using var client = host.As(Role.Operator);

        await (await client.PostAsync(Systems, new StringContent("name=a", Encoding.UTF8, "application/x-www-form-urlencoded")))
            .ShouldBeProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
    }

    [Fact]
    public async Task UnknownRoute_WithARole_IsNotFound()
    {
        using var client = host.As(Role.Viewer);

        await (await client.GetAsync("/api/v1/nowhere")).ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Method_NotOffered_IsToldSo()
    {
        using var client = host.As(Role.Viewer);

        await (await client.PutAsync(Systems, content: null)).ShouldBeProblem(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
    }

    [Fact]
    public async Task Problem_ForACallerThatAcceptsHtml_IsStillAProblem()
    {
        using var client = host.As(Role.Viewer);
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");

        await (await client.GetAsync("/api/v1/systems/none")).ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Theory]
    [InlineData("?limit=0", "limit")]
    [InlineData("?limit=501", "limit")]
    [InlineData("?limit=many", "limit")]
    [InlineData("?status=broken", "status")]
    [InlineData("?status=17", "status")]
    [InlineData("?sort=colour", "sort")]
    [InlineData("?order=9", "order")]
    [InlineData("?cursor=%00", "cursor")]
    [InlineData("?cursor=eyJhIjoxfQ", "cursor")]
    public async Task List_BadParameter_IsNamed(string query, string parameter)
    {
        using var client = host.As(Role.Viewer);

        var answer = await client.GetAsync(Systems + query);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(parameter, (await answer.Content.ReadFromJsonAsync<JsonElement>()).Detail(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_SeveralBadValues_AreAllNamed()
    {
        using var client = host.As(Role.Operator);

        var answer = await client.PostAsJsonAsync(Systems, new { id = "Not An Id", name = "", host = "http://x/y" });
        var problem = await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid");

        Assert.Equal(["host", "id", "name"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Body_InACharsetOtherThanUtf8_Is415()
    {
        using var client = host.As(Role.Operator);
        using var body = new StringContent("{}");
        body.Headers.Remove("Content-Type");
        body.Headers.TryAddWithoutValidation("Content-Type", "application/json;charset=foo");

        using var answer = await client.PostAsync("/api/v1/systems", body);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Fact]
    public async Task Head_OfWhatMayBeGot_IsItsHead()
    {
        using var client = host.As(Role.Viewer);
        using var request = new HttpRequestMessage(HttpMethod.Head, "/api/v1/systems");

        using var answer = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }
}

using NasOrleans.Access;
using NasOrleans.Tests.Api.Hosting;

namespace NasOrleans.Tests.Api.Documents;

public sealed class OpenApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Document_IsOpenApi31WithEverySchemaItNames()
    {
        var document = await Read();

        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        var text = document.GetRawText();
        foreach (var reference in References(document).Distinct(StringComparer.Ordinal))
        {
            var at = document;
            foreach (var part in reference.TrimStart('#', '/').Split('/'))
                Assert.True(at.TryGetProperty(part, out at), $"{reference} leads nowhere");
        }

        Assert.DoesNotContain("NasOrleans.Api", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Operations_HaveSummaryTagUniqueIdAndProblems()
    {
        var operations = Operations(await Read()).ToArray();

        Assert.True(operations.Length > 15);
        Assert.All(operations, operation =>
        {
            Assert.NotEmpty(operation.GetProperty("summary").GetString()!);
            Assert.NotEmpty(operation.GetProperty("tags").EnumerateArray());
            Assert.True(operation.GetProperty("responses").GetProperty("default").GetProperty("content").TryGetProperty("application/problem+json", out _));
        });
        var ids = operations.Select(operation => operation.GetProperty("operationId").GetString()).ToArray();
        Assert.Equal(ids.Length, ids.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Operations_ThatNeedARole_NameTheWaysIn()
    {
        var document = await Read();

        var open = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject(), (path, operation) => (path.Name, Operation: operation))
            .Where(entry => !entry.Operation.Value.TryGetProperty("security", out _)).Select(entry => $"{entry.Operation.Name} {entry.Name}");
        Assert.Equal(["post /api/v1/session", "post /api/v1/setup"], open.Order(StringComparer.Ordinal));
        Assert.Equal(["apiKey", "bearer", "session"], document.GetProperty("components").GetProperty("securitySchemes").EnumerateObject()
            .Select(scheme => scheme.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Schemas_OfPower_SayThatDurationsAreNumbersAndIdsAreText()
    {
        var schemas = (await Read()).GetProperty("components").GetProperty("schemas");

        Assert.Equal("number", schemas.GetProperty("PowerTriggers").GetProperty("properties").GetProperty("lowRuntimeSeconds").GetProperty("type").GetString());
        Assert.Equal("string", schemas.GetProperty("PowerSourceId").GetProperty("type").GetString());
    }

    [Fact]
    public async Task List_OffersJsonAndTheFeed()
    {
        var list = (await Read()).GetProperty("paths").GetProperty("/api/v1/systems").GetProperty("get");

        Assert.Equal(["application/json", "text/event-stream"], list.GetProperty("responses").GetProperty("200").GetProperty("content")
            .EnumerateObject().Select(content => content.Name).Order(StringComparer.Ordinal));
    }

    private async Task<JsonElement> Read()
    {
        using var client = host.As(Role.Viewer);
        return await client.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
    }

    private static IEnumerable<JsonElement> Operations(JsonElement document) =>
        document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).Select(operation => operation.Value);

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member =>
            member.Name == "$ref" ? [member.Value.GetString()!] : References(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };
}

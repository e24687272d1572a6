using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;
using NasOrleans.Access;
using NasOrleans.Tests.Api.Hosting;

namespace NasOrleans.Tests.Api.Documents;

public sealed class RequestsFileTests(ApiHost host) : IClassFixture<ApiHost>
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    [Fact]
    public void File_HasALineForEveryRouteAndNoOther()
    {
        var routes = host.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods, (endpoint, method) => (method, Pattern: endpoint.RoutePattern.RawText!))
            .ToArray();
        var requests = Requests().Select(request => (request.Method, request.Path)).ToArray();

        Assert.Equal([], routes.Where(route => !requests.Any(request => Matches(route, request))).Select(route => $"{route.method} {route.Pattern}"));
        Assert.Equal([], requests.Where(request => !routes.Any(route => Matches(route, request))).Select(request => $"{request.Method} {request.Path}"));
    }

    [Fact]
    public async Task File_EveryRequestOfTheApi_IsUnderstood()
    {
        using var client = host.As(Role.Admin);
        foreach (var (method, path, body) in Requests())
        {
            using var request = new HttpRequestMessage(new(method), path);
            if (body.Length > 0) request.Content = Answers.Json(body);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

            // A NAS that is not there is a fault of the NAS, not of the request.
            if (answer.StatusCode is HttpStatusCode.BadRequest && path.EndsWith("/test", StringComparison.Ordinal))
                await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "connection-failed");
            else Assert.False(answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.MethodNotAllowed or HttpStatusCode.InternalServerError,
                $"{method} {path} answered {answer.StatusCode}");
        }
    }

    private static IEnumerable<(string Method, string Path, string Body)> Requests()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "api", "requests.http")).Replace("{{system}}", "basement", StringComparison.Ordinal);
        foreach (var block in text.Split("###").Skip(1))
        {
            var lines = block.Split('\n').Where(line => !line.StartsWith('#')).ToArray();
            var start = Array.FindIndex(lines, line => Methods.Any(method => line.StartsWith(method + " ", StringComparison.Ordinal)));
            var parts = lines[start].Replace("{{host}}", "", StringComparison.Ordinal).Split(' ');
            yield return (parts[0], parts[1], string.Join('\n', lines.Skip(start).SkipWhile(line => line.Length > 0)).Trim());
        }
    }

    private static bool Matches((string Method, string Pattern) route, (string Method, string Path) request) =>
        route.Method == request.Method
        && new TemplateMatcher(TemplateParser.Parse(route.Pattern.Trim('/').Replace("{documentName}.json", "v1.json", StringComparison.Ordinal)), [])
            .TryMatch(request.Path.Split('?')[0], []);
}

using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NasOrleans.Api.Live;
using NasOrleans.Silo.Commands;
using NasOrleans.Silo.Configuration;
using NasOrleans.Silo.Hosting;
using NasOrleans.Silo.Storage;

namespace NasOrleans.Tests.Api.Security;

/// <summary>The program as it is shipped, with what the host adds to the API's own routes.</summary>
public sealed class BuiltProgramTests : IDisposable
{
    private static readonly string[] Open =
        ["/api/v1/session/", "/api/v1/setup/", "/health/live", "/health/ready", "/ui/assets/{file}", "/ui/login", "/ui/setup"];

    private readonly TempFolder _folder = new();
    private readonly DataFolder _data;

    public BuiltProgramTests() => _data = DataFolder.Open(_folder.File("data"));

    public void Dispose()
    {
        _data.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Endpoints_ButTheOpenOnes_DemandSomething()
    {
        await using var program = Build();

        var open = ((IEndpointRouteBuilder)program).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
                || !(endpoint.Metadata.OfType<IAuthorizeData>().Any() || endpoint.Metadata.OfType<AuthorizationPolicy>().Any()))
            .Select(endpoint => endpoint.RoutePattern.RawText!).Distinct(StringComparer.Ordinal);

        Assert.Equal(Open, open.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("all", "Serve", true)]
    [InlineData("all", "Headless", false)]
    [InlineData("silo", "Serve", false)]
    public async Task FleetView_IsKeptWhereTheApiGoesOnServing(string role, string mode, bool isKept)
    {
        await using var program = Build(role, Enum.Parse<HostMode>(mode));

        Assert.Equal(isKept, program.Services.GetServices<IHostedService>().OfType<FleetViews>().Any());
    }

    private WebApplication Build(string role = "all", HostMode mode = HostMode.Serve)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["data"] = _data.Root, ["role"] = role };
        // A silo keeps its power journal there, too.
        if (role == "silo") settings["storage.connection"] = "Host=127.0.0.1;Database=nas";
        var sources = new SettingSources { CommandLine = settings, WorkingDirectory = _folder.Root };
        return StartUp.Build(SettingsLoader.Load(sources), _data, mode);
    }
}

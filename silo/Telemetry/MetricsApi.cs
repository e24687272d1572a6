using System.Net;
using Microsoft.Extensions.Options;
using NasOrleans.Access;
using NasOrleans.Silo.Configuration;
using NasOrleans.Systems.Polling;

namespace NasOrleans.Silo.Telemetry;

/// <summary>/metrics for Prometheus: viewers, and without a key the networks of telemetry.prometheusAllow.</summary>
internal static class MetricsApi
{
    public static IEndpointConventionBuilder MapMetrics(this IEndpointRouteBuilder routes)
    {
        var options = routes.ServiceProvider.GetRequiredService<IOptions<TelemetryOptions>>().Value;
        if (routes.ServiceProvider.GetService<PollMetrics>() is { } polls) polls.OnForgotten = routes.ServiceProvider.GetRequiredService<PrometheusCollector>().Forget;
        var networks = options.PrometheusAllow.Select(Network).ToArray();
        return routes.MapGet("/metrics", (PrometheusCollector collector) => TypedResults.Text(collector.Scrape(), PrometheusText.ContentType))
            .WithName("GetMetrics").WithTags("Health").WithSummary("Metrics as Prometheus text")
            .RequireAuthorization(policy => policy.RequireAssertion(context => context.Resource is HttpContext http && MayRead(http, networks)));
    }

    private static bool MayRead(HttpContext http, IPNetwork[] networks)
    {
        if (http.User.IsInRole(nameof(Role.Viewer)) || http.User.IsInRole(nameof(Role.Operator)) || http.User.IsInRole(nameof(Role.Admin))) return true;
        if (http.Connection.RemoteIpAddress is not { } address) return false;
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Array.Exists(networks, network => network.Contains(plain));
    }

    private static IPNetwork Network(string text) => IPNetwork.TryParse(text, out var network)
        ? network
        : IPAddress.Parse(text) is var address && address.GetAddressBytes().Length == 4 ? new IPNetwork(address, 32) : new IPNetwork(IPAddress.Parse(text), 128);
}

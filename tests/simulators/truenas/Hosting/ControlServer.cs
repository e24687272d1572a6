using System.Collections.Immutable;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Debug;

namespace NasOrleans.Simulators.TrueNas.Hosting;

/// <summary>The debug interface of a fleet on a port of its own, so that a dark system can be told to come back: /systems/3/debug/power-on.</summary>
internal sealed class ControlServer : IAsyncDisposable
{
    private readonly WebApplication _web;

    private ControlServer(WebApplication web, int port) => (_web, Port) = (web, port);

    public int Port { get; }

    public static async Task<ControlServer> StartAsync(int port, ImmutableArray<Appliance> systems, CancellationToken cancellationToken)
    {
        ListenOptions? open = null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen => open = listen));
        var web = builder.Build();
        web.Run(http => ServeAsync(http, systems));
        await web.StartAsync(cancellationToken);
        return new ControlServer(web, open!.IPEndPoint!.Port);
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private static Task ServeAsync(HttpContext http, ImmutableArray<Appliance> systems)
    {
        var path = http.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (path is ["systems"]) return DebugApi.AnswerAsync(http, new JsonArray([.. systems.Select(nas => (JsonNode?)DebugState.Card(nas))]));
        if (path is ["systems", var from, "debug", "drives", var drive, "move"] && HttpMethods.IsPost(http.Request.Method) && Move(systems, from, drive, http.Request.Query["to"].ToString()) is { } moved)
            return DebugApi.AnswerAsync(http, moved);
        if (path is ["systems", var number, "debug", ..] && Find(systems, number) is { } nas)
            return DebugApi.ServeAsync(http, nas, "/" + string.Join('/', path[3..]));
        // A fault or a switch for all of them.
        if (path is ["debug", ..] && HttpMethods.IsPost(http.Request.Method))
        {
            foreach (var each in systems) DebugApi.Do(each, path[1..], http.Request.Query);
            return DebugApi.AnswerAsync(http, new JsonObject { ["systems"] = systems.Length });
        }
        return Front.NotFoundAsync(http);
    }

    /// <summary>Takes a drive out of one system and puts it into another; null when there is no such system or drive.</summary>
    private static JsonArray? Move(ImmutableArray<Appliance> systems, string from, string name, string to)
    {
        if (Find(systems, from) is not { } source || Find(systems, to) is not { } target || source.Estate.Shelf.Find(name) is not { } bay) return null;
        source.Estate.Shelf.MoveTo(target.Estate.Shelf, bay.Drive);
        return EstateDebug.Drives(target.Estate);
    }

    private static Appliance? Find(ImmutableArray<Appliance> systems, string number) =>
        int.TryParse(number, out var at) && at >= 0 && at < systems.Length ? systems[at] : null;
}

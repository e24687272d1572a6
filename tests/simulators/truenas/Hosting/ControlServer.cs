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
        if (path is ["systems", var number, "debug", ..] && int.TryParse(number, out var at) && at >= 0 && at < systems.Length)
            return DebugApi.ServeAsync(http, systems[at], "/" + string.Join('/', path[3..]));
        // A fault or a switch for all of them.
        if (path is ["debug", ..] && HttpMethods.IsPost(http.Request.Method))
        {
            foreach (var nas in systems) DebugApi.Do(nas, path[1..], http.Request.Query);
            return DebugApi.AnswerAsync(http, new JsonObject { ["systems"] = systems.Length });
        }
        return Front.NotFoundAsync(http);
    }
}

using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using NasOrleans.Simulators.Ups.Debug;

namespace NasOrleans.Simulators.Ups.Hosting;

/// <summary>The debug interface of a fleet, over HTTP on a port of its own.</summary>
internal sealed class DebugServer : IAsyncDisposable
{
    private readonly WebApplication _web;

    private DebugServer(WebApplication web, int port) => (_web, Port) = (web, port);

    public int Port { get; }

    public static async Task<DebugServer> StartAsync(int port, UpsFleet fleet, CancellationToken cancellationToken)
    {
        ListenOptions? open = null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen => open = listen));
        var web = builder.Build();
        web.Run(http => DebugApi.ServeAsync(http, fleet));
        await web.StartAsync(cancellationToken);
        return new DebugServer(web, open!.IPEndPoint!.Port);
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();
}

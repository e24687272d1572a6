using System.Collections.Immutable;
using System.Net;
using System.Net.Security;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using NasOrleans.Simulators.TrueNas.Appliances;

namespace NasOrleans.Simulators.TrueNas.Hosting;

/// <summary>Opens the ports of a fleet and finds the NAS behind each connection.</summary>
internal sealed class Listeners(FleetOptions options, ImmutableArray<Appliance> systems)
{
    private readonly List<(ListenOptions Listen, Appliance? Nas)> _open = [];

    public void Open(KestrelServerOptions kestrel)
    {
        if (options.By == Addressing.Port)
        {
            foreach (var nas in systems) kestrel.Listen(IPAddress.Loopback, options.Port == 0 ? 0 : options.Port + nas.Number, listen => Set(listen, nas));
        }
        else
        {
            kestrel.Listen(options.By == Addressing.Address ? IPAddress.Any : IPAddress.Loopback, options.Port, listen => Set(listen, null));
        }
    }

    /// <summary>Writes down which ports the kernel gave.</summary>
    public void TellPorts()
    {
        foreach (var (listen, nas) in _open)
        {
            foreach (var each in nas is null ? systems : [nas]) each.Port = listen.IPEndPoint!.Port;
        }
    }

    private void Set(ListenOptions listen, Appliance? nas)
    {
        _open.Add((listen, nas));
        listen.Protocols = options.Tls ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http1;
        // By host name, only TLS or HTTP can tell who is meant.
        if (options.By != Addressing.Host) listen.Use(next => connection => EnterAsync(nas, connection, next));
        if (options.Tls) listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = ShowCertificate });
    }

    private Task EnterAsync(Appliance? nas, ConnectionContext connection, ConnectionDelegate next)
    {
        nas ??= connection.LocalEndPoint is IPEndPoint local ? Numbered(Addresses.NumberOf(local.Address)) : null;
        if (nas is not null) return Door.EnterAsync(nas, connection, next);
        Abrupt.End(connection);
        return Task.CompletedTask;
    }

    private ValueTask<SslServerAuthenticationOptions> ShowCertificate(TlsHandshakeCallbackContext context)
    {
        var nas = context.Connection.Features.Get<Served>()?.Nas ?? Named(context.ClientHelloInfo.ServerName, context.Connection);
        return ValueTask.FromResult(new SslServerAuthenticationOptions
        {
            ServerCertificateContext = nas.Certificates!.Current.Context,
            // The front of releases up to 25.10 offers HTTP/2, which no websocket works over.
            ApplicationProtocols = nas.Release <= Release.V2510 ? [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11] : [SslApplicationProtocol.Http11],
            AllowTlsResume = false,
        });
    }

    private Appliance Named(string? hostName, ConnectionContext connection)
    {
        var nas = Numbered(Addresses.NumberOf(hostName)) ?? throw new ConnectionAbortedException($"No system is called '{hostName}'.");
        if (!Door.LetIn(nas, connection)) throw new ConnectionAbortedException($"{nas.Name} is dark.");
        connection.ConnectionClosed.Register(() => nas.Connections.Remove(connection));
        return nas;
    }

    public Appliance? Numbered(int number) => number >= 0 && number < systems.Length ? systems[number] : null;
}

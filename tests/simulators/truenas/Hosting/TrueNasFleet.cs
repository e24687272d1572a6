using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using NasOrleans.Simulators.TrueNas.Appliances;

namespace NasOrleans.Simulators.TrueNas.Hosting;

/// <summary>Simulated systems that listen; the door for tests.</summary>
public sealed class TrueNasFleet : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly ControlServer? _control;
    private readonly WakeListener? _wake;
    private readonly CertificateAuthority? _authority;

    private TrueNasFleet(WebApplication web, ImmutableArray<Appliance> systems, ControlServer? control, WakeListener? wake, CertificateAuthority? authority)
    {
        (_web, _control, _wake, _authority) = (web, control, wake, authority);
        Systems = systems;
    }

    public ImmutableArray<Appliance> Systems { get; }

    /// <summary>Where the debug interface of the fleet listens.</summary>
    public int ControlPort => _control?.Port ?? throw new InvalidOperationException("The fleet was started without a control port.");

    /// <summary>Where magic packets are heard.</summary>
    public int WakePort => _wake?.Port ?? throw new InvalidOperationException("The fleet was started without a wake port.");

    /// <summary>The certificate that signed all others, when the fleet has an authority.</summary>
    public string AuthorityPem => _authority?.Pem ?? throw new InvalidOperationException("The certificates of this fleet are self-signed.");

    public static async Task<TrueNasFleet> StartAsync(FleetOptions options, CancellationToken cancellationToken = default)
    {
        var authority = options is { Tls: true, WithAuthority: true } ? new CertificateAuthority(options.Time) : null;
        var systems = FleetPlan.Of(options, authority);
        var listeners = new Listeners(options, systems);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
            listeners.Open(kestrel);
        });
        var web = builder.Build();
        web.Run(http => Find(http, listeners) is { } nas ? Front.ServeAsync(http, nas) : Front.NotFoundAsync(http));
        await web.StartAsync(cancellationToken);
        listeners.TellPorts();
        var control = options.ControlPort is { } port ? await ControlServer.StartAsync(port, systems, cancellationToken) : null;
        var wake = options.WakePort is { } heard ? new WakeListener(heard, systems) : null;
        return new TrueNasFleet(web, systems, control, wake, authority);
    }

    public async ValueTask DisposeAsync()
    {
        // A stop that waits for idle websockets would wait for ever.
        foreach (var nas in Systems) nas.Connections.AbortAll();
        if (_wake is not null) await _wake.DisposeAsync();
        if (_control is not null) await _control.DisposeAsync();
        await _web.DisposeAsync();
        _authority?.Dispose();
    }

    private static Appliance? Find(HttpContext http, Listeners listeners)
    {
        if (http.Features.Get<Served>() is { } served) return served.Nas;
        // By host name without TLS: the first thing that tells is the Host header.
        var nas = listeners.Numbered(Addresses.NumberOf(http.Request.Host.Host));
        if (nas is not { IsDark: true }) return nas;
        http.Abort();
        return nas;
    }
}

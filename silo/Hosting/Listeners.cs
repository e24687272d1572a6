using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using NasOrleans.Api.Security;
using NasOrleans.Silo.Commands;
using NasOrleans.Silo.Configuration;

namespace NasOrleans.Silo.Hosting;

/// <summary>Where Kestrel listens: the TCP address of the API, and the admin socket in the data folder.</summary>
internal static class Listeners
{
    public static void AddListeners(this WebApplicationBuilder builder, NasSettings settings, AdminSocket socket, HostMode mode)
    {
        builder.WebHost.UseKestrelCore();
        if (settings.Server.Tls.Certificate is not null) builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Services.Configure<SocketTransportOptions>(options => options.CreateBoundListenSocket = Bind);
        builder.Services.Configure<KestrelServerOptions>(options =>
        {
            options.AddServerHeader = false;
            options.ListenUnixSocket(socket.Path, MarkLocal);
            if (mode is HostMode.Serve) ListenTcp(options, settings.Server);
        });
    }

    private static void MarkLocal(ListenOptions listen) => listen.Use(next => connection =>
    {
        connection.Features.Set(new LocalCallerFeature());
        return next(connection);
    });

    private static void ListenTcp(KestrelServerOptions options, ServerOptions server)
    {
        var certificate = Certificate(server.Tls);
        void Tls(ListenOptions listen)
        {
            if (certificate is not null) listen.UseHttps(certificate);
        }

        if (server.Address == "*") options.ListenAnyIP(server.Port, Tls);
        else if (server is { Address: "localhost", Port: > 0 }) options.ListenLocalhost(server.Port, Tls);
        else options.Listen(server.Address == "localhost" ? IPAddress.Loopback : IPAddress.Parse(server.Address), server.Port, Tls);
    }

    private static X509Certificate2? Certificate(TlsOptions tls)
    {
        try
        {
            return tls switch
            {
                { Certificate: null } => null,
                { Key: { } key, Password: { } password } => X509Certificate2.CreateFromEncryptedPemFile(tls.Certificate, password, key),
                { Key: { } key } => X509Certificate2.CreateFromPemFile(tls.Certificate, key),
                _ => X509CertificateLoader.LoadPkcs12FromFile(tls.Certificate, tls.Password),
            };
        }
        catch (Exception fault) when (fault is System.Security.Cryptography.CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new StartupFault(ExitCode.Configuration, $"server.tls.certificate: {tls.Certificate} cannot be used: {fault.Message}", fault);
        }
    }

    // The mode is set between bind and listen: at no moment can anybody else connect.
    private static Socket Bind(EndPoint endPoint)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint);
        if (endPoint is UnixDomainSocketEndPoint local && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(local.ToString()!, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return socket;
    }
}

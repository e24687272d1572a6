using System.Net;
using Microsoft.AspNetCore.Http;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Auth;
using NasOrleans.Simulators.TrueNas.Debug;
using NasOrleans.Simulators.TrueNas.Faults;
using NasOrleans.Simulators.TrueNas.Jobs;
using NasOrleans.Simulators.TrueNas.Transports.JsonRpc;
using NasOrleans.Simulators.TrueNas.Transports.Legacy;
using NasOrleans.Simulators.TrueNas.Transports.Rest;

namespace NasOrleans.Simulators.TrueNas.Hosting;

/// <summary>The web server in front of the middleware: which path leads where, release by release.</summary>
internal static class Front
{
    private const string Page = "<!DOCTYPE html>\n<html lang=\"en\"><head><title>TrueNAS</title></head><body><ix-root></ix-root></body></html>\n";
    private const string AwayPage = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";

    public static Task ServeAsync(HttpContext http, Appliance nas)
    {
        var path = http.Request.Path.Value!;
        if (path.StartsWith("/debug/", StringComparison.Ordinal)) return DebugApi.ServeAsync(http, nas, path["/debug".Length..]);
        if (nas.Faults.Has(Fault.HtmlInsteadOfJson)) return HtmlAsync(http, StatusCodes.Status200OK, Page);
        if (nas.Faults.Has(Fault.BadGateway)) return HtmlAsync(http, StatusCodes.Status502BadGateway, AwayPage);
        if (nas.Faults.Has(Fault.RedirectsToHttps)) return Redirect(http, StatusCodes.Status307TemporaryRedirect, $"https://{http.Request.Host}{http.Request.Path}");
        if (nas.Faults.Has(Fault.RedirectsToUi)) return Redirect(http, StatusCodes.Status302Found, "/ui/");
        if (path == "/websocket") return new LegacyConversation(Converse(http, nas, Transport.Legacy, nas.Release), http).RunAsync();
        if (path.StartsWith("/api/v2.0", StringComparison.Ordinal) && nas.Release < Release.V26) return RestApi.ServeAsync(http, nas, path["/api/v2.0".Length..]);
        if (path.StartsWith("/_download/", StringComparison.Ordinal)) return DownloadAsync(http, nas, path);
        if (nas.Release >= Release.V2504 && path.StartsWith("/api/", StringComparison.Ordinal)) return ApiAsync(http, nas, path);
        if (path is "/ui/" or "/ui/index.html") return HtmlAsync(http, StatusCodes.Status200OK, Page);
        if (nas.Release.IsScale() && path.StartsWith("/api/", StringComparison.Ordinal)) return NotFoundAsync(http);
        return Redirect(http, StatusCodes.Status302Found, "/ui/");
    }

    public static async Task NotFoundAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        http.Response.ContentType = "text/plain; charset=utf-8";
        await http.Response.WriteAsync("404: Not Found");
    }

    /// <summary>A loopback address counts as any other here: nobody would ever see the rule against keys over plain HTTP otherwise.</summary>
    public static Session Converse(HttpContext http, Appliance nas, Transport transport, Release api) =>
        new(nas, transport, (http.Connection.RemoteIpAddress ?? IPAddress.Loopback).ToString(), http.Request.IsHttps)
        {
            Api = api,
            // Only from 26 on does a call end with its connection.
            Gone = nas.Release >= Release.V26 ? http.RequestAborted : CancellationToken.None,
            ChannelBinding = http.Request.IsHttps && nas.Certificates is { } shelf ? System.Security.Cryptography.SHA256.HashData(shelf.Current.Certificate.RawData) : null,
        };

    private static Task ApiAsync(HttpContext http, Appliance nas, string path)
    {
        if (path == "/api/versions") return http.Response.WriteAsJsonAsync(ApiVersions.Of(nas.Release));
        if (path == "/api/boot_id" && nas.Release >= Release.V2510) return http.Response.WriteAsJsonAsync(nas.Power.BootId.ToString());
        return ApiVersions.Find(path["/api/".Length..], nas.Release) is { } api
            ? new JsonRpcConversation(Converse(http, nas, Transport.JsonRpc, api), http).RunAsync()
            : NotFoundAsync(http);
    }

    private static async Task DownloadAsync(HttpContext http, Appliance nas, string path)
    {
        var token = http.Request.Query["auth_token"].ToString();
        var job = int.TryParse(path["/_download/".Length..], out var id) ? nas.Jobs.Find(id) : null;
        if (nas.Tokens.Use(token, Converse(http, nas, Transport.Rest, nas.Release).Caller) is null)
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        if (job is null)
        {
            await NotFoundAsync(http);
            return;
        }
        http.Response.ContentType = "application/octet-stream";
        await http.Response.WriteAsync(string.Concat(job.LogLines.Select(line => line + "\n")));
    }

    private static Task Redirect(HttpContext http, int status, string where)
    {
        http.Response.StatusCode = status;
        http.Response.Headers.Location = where;
        return Task.CompletedTask;
    }

    private static Task HtmlAsync(HttpContext http, int status, string page)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html";
        return http.Response.WriteAsync(page);
    }
}

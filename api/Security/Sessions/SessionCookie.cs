using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace NasOrleans.Api.Security.Sessions;

/// <summary>The session cookie and the keys that seal it.</summary>
internal sealed class SessionCookie(IOptions<ApiOptions> options, ILoggerFactory loggers)
    : IConfigureNamedOptions<CookieAuthenticationOptions>, IConfigureOptions<KeyManagementOptions>
{
    public const string Name = "nas_session";

    public void Configure(string? name, CookieAuthenticationOptions cookie)
    {
        if (name != Schemes.Session) return;
        cookie.Cookie.Name = Name;
        cookie.Cookie.HttpOnly = true;
        // Lax, not Strict: the link in an alert's mail must find its reader signed in. Changes are guarded apart (CrossSiteGuard).
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = options.Value.SessionLifetime;
        cookie.SlidingExpiration = true;
    }

    public void Configure(CookieAuthenticationOptions cookie) => Configure(Options.DefaultName, cookie);

    public void Configure(KeyManagementOptions keys)
    {
        var folder = new DirectoryInfo(options.Value.KeyFolder);
        if (OperatingSystem.IsWindows()) folder.Create();
        else Directory.CreateDirectory(folder.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        keys.XmlRepository = new FileSystemXmlRepository(folder, loggers);
    }
}

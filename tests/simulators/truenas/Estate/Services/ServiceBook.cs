using System.Collections.Immutable;
using NasOrleans.Simulators.TrueNas.Appliances;

namespace NasOrleans.Simulators.TrueNas.Estate.Services;

/// <summary>A service such as cifs, ssh or ups.</summary>
public sealed record Service(int Id, string Name, bool IsEnabled, bool IsRunning);

/// <summary>The services of a system.</summary>
public sealed class ServiceBook
{
    private ImmutableArray<Service> _services;

    internal ServiceBook(Release release) => _services = DefaultsOf(release);

    public ImmutableArray<Service> All => _services;

    public void Set(string name, bool isRunning, bool? isEnabled = null) => ImmutableInterlocked.Update(ref _services, services =>
        [.. services.Select(service => service.Name == name ? service with { IsRunning = isRunning, IsEnabled = isEnabled ?? service.IsEnabled } : service)]);

    /// <summary>smartd went with the SMART API, and S3, WebDAV and rsyncd went before.</summary>
    private static ImmutableArray<Service> DefaultsOf(Release release)
    {
        string[] names = ["cifs", "nfs", "ssh", "ups", "snmp", "ftp", "iscsitarget"];
        if (release <= Release.V2504) names = [.. names, "smartd"];
        if (release <= Release.Scale2212) names = [.. names, "s3", "webdav", "rsync"];
        if (release == Release.Core133) names = [.. names, "afp", "lldp"];
        if (release >= Release.V2510) names = [.. names, "nvmet"];
        return [.. names.Select((name, index) => new Service(index + 1, name, name is "cifs" or "smartd", name is "cifs" or "smartd"))];
    }
}

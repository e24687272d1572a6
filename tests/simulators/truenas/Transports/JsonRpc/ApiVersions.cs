using NasOrleans.Simulators.TrueNas.Appliances;

namespace NasOrleans.Simulators.TrueNas.Transports.JsonRpc;

/// <summary>The versions of the API that a release offers, oldest first; "current" is the last one.</summary>
internal static class ApiVersions
{
    private static readonly string[] Versions = ["v25.04.0", "v25.04.1", "v25.04.2", "v25.10.0", "v25.10.1", "v25.10.2", "v25.10.3", "v25.10.4", "v25.10.5", "v26.0.0"];

    public static IEnumerable<string> Of(Release release) => Versions.Where(version => ReleaseOf(version) <= release);

    /// <summary>The release whose API a path names; null when there is no such path.</summary>
    public static Release? Find(string name, Release release) =>
        name == "current" ? release : Of(release).Contains(name) ? ReleaseOf(name) : null;

    private static Release ReleaseOf(string version) => version[..4] switch
    {
        "v25." => version.StartsWith("v25.04", StringComparison.Ordinal) ? Release.V2504 : Release.V2510,
        _ => Release.V26,
    };
}

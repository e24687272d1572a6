using System.Collections.Frozen;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Auth;
using NasOrleans.Simulators.TrueNas.Core;
using NasOrleans.Simulators.TrueNas.Estate;

namespace NasOrleans.Simulators.TrueNas.Methods;

/// <summary>All methods and event sources of a release, by name; made once and shared by all systems.</summary>
internal sealed class MethodTable
{
    private static readonly IEnumerable<Method> AllMethods = [.. SystemMethods.All, .. CoreMethods.All, .. AuthMethods.All, .. KeyMethods.All, .. EstateMethods.All];
    private static readonly IEnumerable<EventSource> AllSources = [.. SourcesOf<SystemMethods>(), .. SourcesOf<CoreMethods>(), .. SourcesOf<EstateMethods>()];
    private static readonly Lazy<MethodTable>[] Tables = [.. Enum.GetValues<Release>().Select(release => new Lazy<MethodTable>(() => new MethodTable(release)))];

    private MethodTable(Release release)
    {
        Methods = AllMethods.Where(method => method.IsIn(release)).ToFrozenDictionary(method => method.Name, StringComparer.Ordinal);
        Sources = AllSources.Where(source => source.IsIn(release)).ToFrozenDictionary(source => source.Name, StringComparer.Ordinal);
        Services = Methods.Keys.Select(name => name[..name.LastIndexOf('.')]).ToFrozenSet(StringComparer.Ordinal);
    }

    public FrozenDictionary<string, Method> Methods { get; }

    public FrozenDictionary<string, EventSource> Sources { get; }

    public FrozenSet<string> Services { get; }

    public bool HasService(string service) => Services.Contains(service);

    public static MethodTable For(Release release) => Tables[(int)release].Value;

    private static IEnumerable<EventSource> SourcesOf<T>() where T : IMethods => T.Sources;
}

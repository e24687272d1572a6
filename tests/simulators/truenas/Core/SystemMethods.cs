using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Methods;

namespace NasOrleans.Simulators.TrueNas.Core;

/// <summary>system.*</summary>
internal sealed class SystemMethods : IMethods
{
    public static IEnumerable<Method> All =>
    [
        new("system.version") { Role = Roles.ReadonlyAdmin, Body = (call, _) => JsonValue.Create(call.Release.Version()) },
        new("system.version_short") { Role = Roles.ReadonlyAdmin, Body = (call, _) => JsonValue.Create(call.Release.Bare()) },
    ];
}

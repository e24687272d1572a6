using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Methods;

namespace NasOrleans.Simulators.TrueNas.Transports;

/// <summary>The stack trace that an error carries; the simulator has no Python frames to show.</summary>
internal static class Trace
{
    public static JsonObject Of(MethodError error, bool withRepr = true)
    {
        var name = error.IsValidation ? "ValidationErrors" : "CallError";
        var trace = new JsonObject
        {
            ["class"] = name,
            ["frames"] = new JsonArray(),
            ["formatted"] = $"Traceback (most recent call last):\nmiddlewared.service_exception.{name}: {error.Message}\n",
        };
        if (withRepr) trace["repr"] = $"{name}('{error.Message}', errno={error.Errno})";
        return trace;
    }
}

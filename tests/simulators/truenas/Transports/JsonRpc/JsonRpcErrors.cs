using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Jobs;
using NasOrleans.Simulators.TrueNas.Methods;

namespace NasOrleans.Simulators.TrueNas.Transports.JsonRpc;

/// <summary>Errors as JSON-RPC 2.0 writes them.</summary>
internal static class JsonRpcErrors
{
    public static JsonObject Of(MethodError error)
    {
        if (error.IsUnknownMethod) return Plain(-32601, "Method does not exist");
        var data = new JsonObject
        {
            ["error"] = error.Errno,
            ["errname"] = error.ErrorName,
            ["reason"] = error.IsValidation || error.IsCrash ? error.Message : $"[{error.ErrorName}] {error.Message}",
            ["trace"] = Trace.Of(error),
            ["extra"] = error.IsValidation ? JobJson.Complaints(error) : null,
        };
        return error.IsValidation
            ? new() { ["code"] = -32602, ["message"] = "Invalid params", ["data"] = data }
            : new() { ["code"] = -32001, ["message"] = "Method call error", ["data"] = data };
    }

    public static JsonObject Plain(int code, string message) => new() { ["code"] = code, ["message"] = message };
}

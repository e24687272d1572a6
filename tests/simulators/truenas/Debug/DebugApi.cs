using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Estate.Smart;
using NasOrleans.Simulators.TrueNas.Faults;

namespace NasOrleans.Simulators.TrueNas.Debug;

/// <summary>What no real NAS has: GET state, POST reset, complete-all-jobs, power-on, power-off, faults/{name}, and what EstateDebug lists.</summary>
internal static class DebugApi
{
    public static Task ServeAsync(HttpContext http, Appliance nas, string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (HttpMethods.IsGet(http.Request.Method) && parts is ["state"]) return AnswerAsync(http, DebugState.Of(nas));
        if (HttpMethods.IsGet(http.Request.Method) && parts is ["faults"]) return AnswerAsync(http, new JsonArray([.. FaultBoard.Names.Select(name => (JsonNode?)name)]));
        if (HttpMethods.IsGet(http.Request.Method) && parts is ["smartctl"]) return PrintAsync(http, EstateDebug.Smartctl(nas.Estate, http.Request.Query));
        if (HttpMethods.IsDelete(http.Request.Method) && parts is ["faults", var off] && FaultBoard.TryParse(off, out var fault))
        {
            nas.Faults.Clear(fault);
            return AnswerAsync(http, DebugState.Card(nas));
        }
        if (HttpMethods.IsPost(http.Request.Method) && Do(nas, parts, http.Request.Query)) return AnswerAsync(http, DebugState.Card(nas));
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return AnswerAsync(http, new JsonObject { ["error"] = $"Nothing is called {path}; GET /debug/faults lists the fault switches." });
    }

    /// <summary>Carries out a POST; false when there is no such thing.</summary>
    public static bool Do(Appliance nas, string[] parts, IQueryCollection query)
    {
        switch (parts)
        {
            case ["reset"]:
                nas.Reset();
                return true;
            case ["complete-all-jobs"]:
                nas.CompleteAllJobs();
                return true;
            case ["power-on"]:
                nas.PowerOn();
                return true;
            case ["power-off"]:
                nas.CutPower();
                return true;
            case ["drop-connections"]:
                nas.DropConnections();
                return true;
            case ["restart-middleware"]:
                nas.RestartMiddleware();
                return true;
            case ["faults", var name] when FaultBoard.TryParse(name, out var fault):
                nas.Faults.Set(fault, query["on"] != "false");
                if (double.TryParse(query["seconds"], out var seconds)) nas.Faults.Slowness = TimeSpan.FromSeconds(seconds);
                return true;
            default:
                return EstateDebug.Do(nas.Estate, parts, query);
        }
    }

    /// <summary>For a script in the place of smartctl: what it prints, and its exit status in a header.</summary>
    private static Task PrintAsync(HttpContext http, SmartctlOutput output)
    {
        http.Response.ContentType = "text/plain";
        http.Response.Headers["X-Exit-Status"] = $"{output.ExitStatus}";
        return http.Response.WriteAsync(output.Text);
    }

    public static Task AnswerAsync(HttpContext http, JsonNode answer)
    {
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(answer.ToJsonString());
    }
}

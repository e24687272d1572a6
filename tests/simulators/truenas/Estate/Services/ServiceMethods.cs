using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Events;
using NasOrleans.Simulators.TrueNas.Jobs;
using NasOrleans.Simulators.TrueNas.Methods;
using NasOrleans.Simulators.TrueNas.Query;

namespace NasOrleans.Simulators.TrueNas.Estate.Services;

/// <summary>service.*; one job called control from 25.10 on, four methods before.</summary>
internal sealed class ServiceMethods : IMethods
{
    public static IEnumerable<Method> All =>
    [
        Method.Query("service.query", "SERVICE_READ", (call, arguments) => QueryEngine.Query(arguments, call.Appliance.Estate.Services.All.Select(Row))),
        new("service.started") { Role = "SERVICE_READ", Parameters = ["service"], Body = (call, arguments) => Found(call.Appliance, arguments[0]).IsRunning },
        new("service.update") { Role = "SERVICE_WRITE", Parameters = ["id_or_name", "options"], Body = Update },
        Old("service.start", "START"),
        Old("service.stop", "STOP"),
        Old("service.restart", "RESTART"),
        Old("service.reload", "RELOAD"),
        new("service.control") { Since = Release.V2510, Role = "SERVICE_WRITE", Parameters = ["verb", "service", "options?"], Check = CheckVerb, Job = Control },
    ];

    public static IEnumerable<EventSource> Sources => [new("service.query") { Role = "SERVICE_READ" }];

    private static Method Old(string name, string verb) => new(name)
    {
        Until = Release.V2510,
        Role = "SERVICE_WRITE",
        Parameters = ["service", "options?"],
        Body = (call, arguments) => Apply(call.Appliance, verb, Found(call.Appliance, arguments[0])),
    };

    private static JsonObject Row(Service service) => new()
    {
        ["id"] = service.Id,
        ["service"] = service.Name,
        ["enable"] = service.IsEnabled,
        ["state"] = service.IsRunning ? "RUNNING" : "STOPPED",
        ["pids"] = service.IsRunning ? new JsonArray(1000 + service.Id) : new JsonArray(),
    };

    private static JsonNode? Update(CallContext call, JsonArray arguments)
    {
        var service = Found(call.Appliance, arguments[0]);
        var enable = arguments.Option(1, "enable")?.Bool("enable") ?? throw MethodError.Invalid("service_update.enable", "Field required");
        call.Appliance.Estate.Services.Set(service.Name, service.IsRunning, enable);
        return service.Id;
    }

    private static void CheckVerb(JsonArray arguments)
    {
        if (arguments[0]?.ToString() is not ("START" or "STOP" or "RESTART" or "RELOAD")) throw MethodError.Invalid("verb", "Input should be 'START', 'STOP', 'RESTART' or 'RELOAD'");
    }

    private static async Task<JsonNode?> Control(JobContext job, JsonArray arguments)
    {
        var verb = arguments[0].Text("verb");
        var service = Found(job.Appliance, arguments[1]);
        await job.Delay(TimeSpan.FromSeconds(1));
        return Apply(job.Appliance, verb, service);
    }

    private static bool Apply(Appliance appliance, string verb, Service service)
    {
        appliance.Estate.Services.Set(service.Name, isRunning: verb != "STOP");
        appliance.Events.Publish("service.query", Change.Changed, service.Id, Row(Found(appliance, service.Name)));
        return verb != "STOP";
    }

    private static Service Found(Appliance appliance, JsonNode? idOrName)
    {
        var services = appliance.Estate.Services.All;
        var text = idOrName?.ToString();
        return services.FirstOrDefault(service => service.Name == text || $"{service.Id}" == text)
            ?? throw MethodError.NotFound($"Service {text} not found");
    }
}

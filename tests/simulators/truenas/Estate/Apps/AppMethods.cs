using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Events;
using NasOrleans.Simulators.TrueNas.Jobs;
using NasOrleans.Simulators.TrueNas.Methods;
using NasOrleans.Simulators.TrueNas.Query;

namespace NasOrleans.Simulators.TrueNas.Estate.Apps;

/// <summary>jail.* on CORE, chart.release.* up to 24.04, app.* after.</summary>
internal sealed class AppMethods : IMethods
{
    public static IEnumerable<Method> All =>
    [
        Method.Query("app.query", "APPS_READ", (call, arguments) => QueryEngine.Query(arguments, Apps(call).Select(AppRows.App))) with { Since = Release.Scale2410 },
        AppJob("app.stop", AppState.Stopping, AppState.Stopped) with { Since = Release.Scale2410 },
        AppJob("app.start", AppState.Deploying, AppState.Running) with { Since = Release.Scale2410 },
        Method.Query("chart.release.query", "APPS_READ", (call, arguments) => QueryEngine.Query(arguments, Apps(call).Select(AppRows.Chart))) with { Since = Release.Scale2212, Until = Release.Scale2404 },
        new("chart.release.scale") { Since = Release.Scale2212, Until = Release.Scale2404, Role = "APPS_WRITE", Parameters = ["release_name", "options?"], Job = Scale },
        Method.Query("jail.query", "JAIL_READ", (call, arguments) => QueryEngine.Query(arguments, Apps(call).Select(AppRows.Jail))) with { Until = Release.Core133 },
        AppJob("jail.stop", AppState.Stopping, AppState.Stopped) with { Until = Release.Core133, Parameters = ["jail", "force?"] },
        AppJob("jail.start", AppState.Deploying, AppState.Running) with { Until = Release.Core133, Parameters = ["jail"] },
        Method.Query("plugin.query", "JAIL_READ", (_, arguments) => QueryEngine.Query(arguments, [])) with { Until = Release.Core133 },
    ];

    public static IEnumerable<EventSource> Sources => [new("app.query") { Since = Release.Scale2410, Role = "APPS_READ" }];

    private static IEnumerable<App> Apps(CallContext call) => call.Appliance.Estate.Apps.All;

    private static Method AppJob(string name, AppState meanwhile, AppState after) => new(name)
    {
        Role = "APPS_WRITE",
        Parameters = ["app_name"],
        Lock = arguments => $"{name.Replace('.', '_')}_{arguments[0]}",
        Job = (job, arguments) => Turn(job, arguments[0]?.ToString() ?? "", meanwhile, after),
    };

    private static Task<JsonNode?> Scale(JobContext job, JsonArray arguments)
    {
        var replicas = arguments.Option(1, "replica_count")?.Int("replica_count") ?? throw MethodError.Invalid("options.replica_count", "Field required");
        return Turn(job, arguments[0]?.ToString() ?? "", AppState.Deploying, replicas == 0 ? AppState.Stopped : AppState.Running);
    }

    private static async Task<JsonNode?> Turn(JobContext job, string name, AppState meanwhile, AppState after)
    {
        var apps = job.Appliance.Estate.Apps;
        var app = apps.Find(name) ?? throw MethodError.NotFound($"App with name {name} not found");
        Set(meanwhile);
        job.Progress(20, after == AppState.Stopped ? "Stopping" : "Starting");
        await job.Delay(app.StopTakes);
        Set(after);
        return null;

        void Set(AppState state)
        {
            apps.SetState(name, state);
            job.Appliance.Events.Publish("app.query", Change.Changed, name, new() { ["name"] = name, ["state"] = state.ToString().ToUpperInvariant() });
        }
    }
}

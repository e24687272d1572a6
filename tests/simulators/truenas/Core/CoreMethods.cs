using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Auth;
using NasOrleans.Simulators.TrueNas.Jobs;
using NasOrleans.Simulators.TrueNas.Methods;
using NasOrleans.Simulators.TrueNas.Query;

namespace NasOrleans.Simulators.TrueNas.Core;

/// <summary>core.*</summary>
internal sealed class CoreMethods : IMethods
{
    public static IEnumerable<Method> All =>
    [
        new("core.ping") { Role = Roles.Any, NeedsNoLogin = true, Body = (_, _) => "pong" },
        new("core.get_jobs") { Role = Roles.Any, Parameters = ["query-filters?", "query-options?"], IsQuery = true, Body = GetJobs },
        new("core.job_abort") { Role = Roles.Any, Parameters = ["id"], Body = Abort },
        new("core.job_wait") { Role = Roles.Any, Parameters = ["id"], Job = WaitAsync },
        new("core.job_download_logs") { Role = Roles.Any, Parameters = ["id", "filename", "buffered?"], Body = DownloadLogs },
        new("core.bulk") { Role = Roles.Any, Parameters = ["method", "params", "description?"], Job = BulkAsync },
        new("core.get_methods") { Role = Roles.Any, Parameters = ["service?", "target?"], Body = GetMethods },
        new("core.get_services") { Role = Roles.Any, Parameters = ["target?"], Body = GetServices },
        new("core.set_options") { NeedsNoLogin = true, Since = Release.V2504, Parameters = ["options"], IsUnlimited = true, Body = SetOptions },
        new("core.subscribe") { Role = Roles.Any, IsUnlimited = true, Since = Release.V2504, Parameters = ["event"], Body = Subscribe },
        new("core.unsubscribe") { Role = Roles.Any, IsUnlimited = true, Since = Release.V2504, Parameters = ["id_"], Body = Unsubscribe },
    ];

    public static IEnumerable<EventSource> Sources => [new("core.get_jobs") { Role = Roles.Any }];

    private static JsonNode? GetJobs(CallContext call, JsonArray arguments)
    {
        var login = call.Login!;
        return QueryEngine.Query(arguments, call.Appliance.Jobs.All.Where(job => IsOwn(login, job)).Select(job => JobJson.Of(job, call.Release)));
    }

    private static JsonNode? Abort(CallContext call, JsonArray arguments)
    {
        Find(call, arguments).Abort();
        return null;
    }

    private static async Task<JsonNode?> WaitAsync(JobContext context, JsonArray arguments)
    {
        var job = context.Appliance.Jobs.Find(Id(arguments)) ?? throw MethodError.NotFound($"Job with id {Id(arguments)} does not exist");
        await job.Over.WaitAsync(context.Aborted);
        if (job.Error is { } error) throw error;
        return job.Result?.DeepClone();
    }

    private static JsonNode? DownloadLogs(CallContext call, JsonArray arguments)
    {
        var job = Find(call, arguments);
        if (!job.HasLog) throw MethodError.Call("This job has no logs");
        return $"/_download/{job.Id}?auth_token={call.Appliance.Tokens.Make(call.Login!, TimeSpan.FromMinutes(5), isSingleUse: true, origin: null)}";
    }

    private static async Task<JsonNode?> BulkAsync(JobContext context, JsonArray arguments)
    {
        var answers = new JsonArray();
        var all = arguments[1] as JsonArray ?? throw MethodError.Invalid("params", "Input should be a valid list");
        var name = arguments[0]!.GetValue<string>();
        if (!context.Appliance.Methods.Methods.TryGetValue(name, out var method)) throw new MethodError(Errno.ENOMETHOD, $"Method '{name}' not found");
        if (context.Origin.Login is { } login && !login.MayCall(method, context.Appliance.Release)) throw new MethodError(Errno.EPERM, "Not authorized");
        foreach (var each in all)
        {
            var own = (JsonArray)(each?.DeepClone() ?? new JsonArray());
            answers.Add(await OneAsync(context, method, own));
            context.Progress(100.0 * answers.Count / all.Count);
        }
        return answers;
    }

    private static async Task<JsonObject> OneAsync(JobContext context, Method method, JsonArray arguments)
    {
        try
        {
            method.Check?.Invoke(arguments);
            if (!method.IsJob) return Answer(null, null, method.Body!(new CallContext(context.Appliance), arguments));
            var job = context.Appliance.Jobs.Start(method, arguments, context.Origin);
            await job.Over.WaitAsync(context.Aborted);
            return Answer(job.Id, JobJson.ErrorText(job), job.Result?.DeepClone());
        }
        catch (MethodError error)
        {
            return Answer(null, error.Message, null);
        }
    }

    private static JsonObject Answer(int? job, string? error, JsonNode? result) => new() { ["job_id"] = job, ["error"] = error, ["result"] = result };

    private static JsonNode? GetMethods(CallContext call, JsonArray arguments)
    {
        var service = arguments.ElementAtOrDefault(0)?.GetValue<string>();
        var answer = new JsonObject();
        foreach (var method in call.Appliance.Methods.Methods.Values.Where(method => !method.IsPrivate && (service is null || method.Name.StartsWith($"{service}.", StringComparison.Ordinal))).OrderBy(method => method.Name, StringComparer.Ordinal))
        {
            answer[method.Name] = new JsonObject
            {
                ["description"] = null,
                ["job"] = method.IsJob,
                ["filterable"] = method.IsQuery,
                ["no_auth_required"] = method.NeedsNoLogin,
                ["roles"] = new JsonArray([.. new[] { method.Role }.OfType<string>().Select(role => (JsonNode?)role)]),
            };
        }
        return answer;
    }

    private static JsonNode? GetServices(CallContext call, JsonArray arguments)
    {
        var answer = new JsonObject();
        foreach (var service in call.Appliance.Methods.Services.Order(StringComparer.Ordinal))
            answer[service] = new JsonObject { ["type"] = call.Appliance.Methods.Methods.ContainsKey($"{service}.create") ? "crud" : "service" };
        return answer;
    }

    // 25.04 knows one option only and says nothing.
    private static JsonNode? SetOptions(CallContext call, JsonArray arguments)
    {
        var options = arguments[0] as JsonObject ?? throw MethodError.Invalid("options", "Input should be a valid dictionary");
        var session = call.Session;
        session.PyExceptions = options["py_exceptions"]?.GetValue<bool>() ?? session.PyExceptions;
        if (call.Release < Release.V2510) return null;
        session.LegacyJobs = options["legacy_jobs"]?.GetValue<bool>() ?? session.LegacyJobs;
        session.PrivateMethods = options["private_methods"]?.GetValue<bool>() ?? session.PrivateMethods;
        return new JsonObject { ["legacy_jobs"] = session.LegacyJobs, ["private_methods"] = session.PrivateMethods, ["py_exceptions"] = session.PyExceptions };
    }

    private static JsonNode? Subscribe(CallContext call, JsonArray arguments)
    {
        var id = Guid.NewGuid().ToString();
        Listener(call).Add(id, arguments[0]!.GetValue<string>());
        return id;
    }

    private static JsonNode? Unsubscribe(CallContext call, JsonArray arguments)
    {
        Listener(call).Remove(arguments[0]!.GetValue<string>());
        return null;
    }

    private static Events.Subscriptions Listener(CallContext call) =>
        call.Session.Subscriptions ?? throw new MethodError(Errno.EOPNOTSUPP, "Nothing can be subscribed to here");

    private static bool IsOwn(Login login, Job job) => login.IsFullAdmin || job.Origin.UserName == login.User.Name;

    // CORE does not check and trips over the missing key.
    private static Job Find(CallContext call, JsonArray arguments)
    {
        var job = call.Appliance.Jobs.Find(Id(arguments));
        if (job is null) throw call.Release.IsScale() ? MethodError.NotFound($"Job with id {Id(arguments)} does not exist") : new MethodError(Errno.EINVAL, $"{Id(arguments)}") { IsCrash = true };
        return IsOwn(call.Login!, job) ? job : throw new MethodError(Errno.EPERM, "Job is not owned by current session");
    }

    private static int Id(JsonArray arguments) => arguments[0] is JsonValue value && value.TryGetValue(out int id) ? id : throw MethodError.Invalid("id", "Input should be a valid integer");
}

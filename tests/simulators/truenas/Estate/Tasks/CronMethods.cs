using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Jobs;
using NasOrleans.Simulators.TrueNas.Methods;
using NasOrleans.Simulators.TrueNas.Query;

namespace NasOrleans.Simulators.TrueNas.Estate.Tasks;

/// <summary>cronjob.*: the way to run a command on a NAS without SSH.</summary>
internal sealed class CronMethods : IMethods
{
    public static IEnumerable<Method> All =>
    [
        Method.Query("cronjob.query", "SYSTEM_CRON_READ", (call, arguments) => QueryEngine.Query(arguments, call.Appliance.Estate.Tasks.CronJobs.Select(TaskRows.Row))),
        new("cronjob.create") { Role = "SYSTEM_CRON_WRITE", Parameters = ["cron_job_create"], Body = Create },
        new("cronjob.update") { Role = "SYSTEM_CRON_WRITE", Parameters = ["id", "cron_job_update"], Body = Update },
        new("cronjob.delete") { Role = "SYSTEM_CRON_WRITE", Parameters = ["id"], Body = (call, arguments) => call.Appliance.Estate.Tasks.Remove(Found(call.Appliance.Estate, arguments).Id) },
        new("cronjob.run") { Role = "SYSTEM_CRON_WRITE", Parameters = ["id", "skip_disabled?"], Check = arguments => arguments[0].Int("id"), Job = Run },
    ];

    private static JsonObject Create(CallContext call, JsonArray arguments)
    {
        var tasks = call.Appliance.Estate.Tasks;
        var fields = arguments[0]?.AsObject() ?? [];
        if (fields["command"]?.ToString() is not { Length: > 0 }) throw MethodError.Invalid("cron_job_create.command", "Field required");
        if (fields["user"]?.ToString() is not { Length: > 0 }) throw MethodError.Invalid("cron_job_create.user", "Field required");
        var job = With(new CronJob(tasks.CronJobs.Select(each => each.Id).DefaultIfEmpty().Max() + 1, ""), fields);
        tasks.Set(job);
        return TaskRows.Row(job);
    }

    private static JsonObject Update(CallContext call, JsonArray arguments)
    {
        var job = With(Found(call.Appliance.Estate, arguments), arguments[1]?.AsObject() ?? []);
        call.Appliance.Estate.Tasks.Set(job);
        return TaskRows.Row(job);
    }

    /// <summary>The commands that have an answer here are those that ask drives; anything else runs without output.</summary>
    private static async Task<JsonNode?> Run(JobContext job, JsonArray arguments)
    {
        var cron = Found(job.Appliance.Estate, arguments);
        if (!cron.IsEnabled && arguments.ElementAtOrDefault(1)?.Bool("skip_disabled") == true) return null;
        await job.Delay(TimeSpan.FromSeconds(1));
        if (cron.HidesOutput) return null;
        foreach (var line in Smart.SmartctlCommand.Output(job.Appliance.Estate, cron.Command).Split('\n')) job.Log(line);
        return null;
    }

    private static CronJob With(CronJob job, JsonObject fields) => job with
    {
        Command = fields["command"]?.ToString() ?? job.Command,
        User = fields["user"]?.ToString() ?? job.User,
        Description = fields["description"]?.ToString() ?? job.Description,
        IsEnabled = fields["enabled"]?.Bool("enabled") ?? job.IsEnabled,
        HidesOutput = fields["stdout"]?.Bool("stdout") ?? job.HidesOutput,
        HidesErrors = fields["stderr"]?.Bool("stderr") ?? job.HidesErrors,
        Minute = fields["schedule"]?["minute"]?.ToString() ?? job.Minute,
        Hour = fields["schedule"]?["hour"]?.ToString() ?? job.Hour,
    };

    private static CronJob Found(NasEstate estate, JsonArray arguments)
    {
        var id = arguments[0].Int("id");
        return estate.Tasks.CronJobs.FirstOrDefault(job => job.Id == id) ?? throw MethodError.Invalid("", $"CronJob {id} does not exist", Errno.ENOENT);
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Jobs;
using NasOrleans.Simulators.TrueNas.Methods;

namespace NasOrleans.Simulators.TrueNas.Core;

/// <summary>The jobs system.shutdown and system.reboot.</summary>
internal static class Down
{
    public static void CheckReason(JsonArray arguments)
    {
        if (arguments[0]?.GetValueKind() != JsonValueKind.String) throw MethodError.Invalid(new Complaint("reason", "Input should be a valid string", Errno.EINVAL));
        if (arguments[0]!.GetValue<string>().Length == 0) throw MethodError.Invalid(new Complaint("reason", "String should have at least 1 character", Errno.EINVAL));
    }

    public static async Task<JsonNode?> RunAsync(JobContext job, string? reason, JsonNode? options, bool isReboot)
    {
        if (options?["delay"] is JsonValue delay) await job.Delay(TimeSpan.FromSeconds(delay.GetValue<double>()));
        if (isReboot) job.Appliance.Power.Reboot(reason);
        else job.Appliance.Power.ShutDown(reason);
        return null;
    }
}

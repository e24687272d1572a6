using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Events;
using NasOrleans.Simulators.TrueNas.Jobs;
using NasOrleans.Simulators.TrueNas.Methods;
using NasOrleans.Simulators.TrueNas.Query;

namespace NasOrleans.Simulators.TrueNas.Estate.Machines;

/// <summary>vm.* everywhere, virt.instance.* in 25.04 and 25.10, container.* from 26 on.</summary>
internal sealed class MachineMethods : IMethods
{
    public static IEnumerable<Method> All =>
    [
        Method.Query("vm.query", "VM_READ", (call, arguments) => QueryEngine.Query(arguments, Machines(call).Virtual.Select(machine => MachineRows.Virtual(call.Release, machine)))),
        Method.Query("vm.device.query", "VM_DEVICE_READ", (call, arguments) => QueryEngine.Query(arguments, Machines(call).Virtual.SelectMany(machine => MachineRows.Devices(call.Release, machine)))),
        new("vm.status") { Role = "VM_READ", Parameters = ["id"], Body = (call, arguments) => MachineRows.Status(Found(call.Appliance, ById(arguments))) },
        new("vm.start") { Role = "VM_WRITE", Parameters = ["id", "options?"], Body = (call, arguments) => Turn(call.Appliance, Found(call.Appliance, ById(arguments)), true) },
        new("vm.poweroff") { Role = "VM_WRITE", Parameters = ["id"], Body = (call, arguments) => Turn(call.Appliance, Found(call.Appliance, ById(arguments)), false) },
        new("vm.stop") { Role = "VM_WRITE", Parameters = ["id", "options?"], Lock = arguments => $"stop_vm_{arguments[0]}", Check = arguments => ById(arguments), Job = StopVirtual },
        Method.Query("virt.instance.query", "VIRT_INSTANCE_READ", (call, arguments) => QueryEngine.Query(arguments, Machines(call).Containers.Select(MachineRows.Instance))) with { Since = Release.V2504, Until = Release.V2510 },
        new("virt.instance.stop") { Since = Release.V2504, Until = Release.V2510, Role = "VIRT_INSTANCE_WRITE", Parameters = ["id", "stop_args?"], Job = StopInstance },
        Method.Query("container.query", "CONTAINER_READ", (call, arguments) => QueryEngine.Query(arguments, Machines(call).Containers.Select(MachineRows.Container))) with { Since = Release.V26 },
        new("container.stop") { Since = Release.V26, Role = "CONTAINER_WRITE", Parameters = ["id", "options?"], Job = StopVirtual },
    ];

    public static IEnumerable<EventSource> Sources => [new("vm.query") { Role = "VM_READ" }];

    private static MachineBook Machines(CallContext call) => call.Appliance.Estate.Machines;

    /// <summary>Asks the guest, and pulls its plug at once (force) or after its shutdown_timeout (force_after_timeout).</summary>
    private static async Task<JsonNode?> StopVirtual(JobContext job, JsonArray arguments)
    {
        var machine = Found(job.Appliance, ById(arguments));
        var options = arguments.ElementAtOrDefault(1);
        if (!machine.IsRunning) throw MethodError.Call($"{machine.Name} is not running");
        if (!Flag(options, "force"))
        {
            var timeout = TimeSpan.FromSeconds(machine.ShutdownTimeout);
            await job.Delay(machine.StopTakes < timeout ? machine.StopTakes.Value : timeout);
            if (!(machine.StopTakes < timeout) && !Flag(options, "force_after_timeout")) return null;
        }
        Turn(job.Appliance, machine, false);
        return null;
    }

    private static async Task<JsonNode?> StopInstance(JobContext job, JsonArray arguments)
    {
        var name = arguments[0]?.ToString();
        var machine = job.Appliance.Estate.Machines.Containers.FirstOrDefault(each => each.Name == name) ?? throw MethodError.NotFound($"Instance {name} not found");
        var options = arguments.ElementAtOrDefault(1);
        var timeout = options?["timeout"]?.Int("timeout") ?? -1;
        if (!Flag(options, "force"))
        {
            var limit = timeout < 0 ? TimeSpan.FromDays(1) : TimeSpan.FromSeconds(timeout);
            await job.Delay(machine.StopTakes < limit ? machine.StopTakes.Value : limit);
            if (!(machine.StopTakes < limit)) throw MethodError.Call("Timed out waiting for the instance to stop");
        }
        Turn(job.Appliance, machine, false);
        return true;
    }

    private static JsonNode? Turn(Appliance appliance, Machine machine, bool on)
    {
        appliance.Estate.Machines.SetRunning(machine.Id, on);
        if (!machine.IsContainer) appliance.Events.Publish("vm.query", Change.Changed, machine.Id, MachineRows.Virtual(appliance.Release, machine with { IsRunning = on }));
        return null;
    }

    private static int ById(JsonArray arguments) =>
        arguments[0] is JsonValue value && value.TryGetValue(out int id) ? id : throw MethodError.Invalid("id", "Input should be a valid integer");

    private static Machine Found(Appliance appliance, int id) =>
        appliance.Estate.Machines.Find(id) ?? throw MethodError.Invalid("", $"VM {id} does not exist", Errno.ENOENT);

    private static bool Flag(JsonNode? options, string name) => options?[name]?.Bool(name) ?? false;
}

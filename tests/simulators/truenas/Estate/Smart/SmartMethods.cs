using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Estate.Drives;
using NasOrleans.Simulators.TrueNas.Methods;
using NasOrleans.Simulators.TrueNas.Query;

namespace NasOrleans.Simulators.TrueNas.Estate.Smart;

/// <summary>disk.smart_attributes (ATA only) and the private disk.smartctl, both up to 25.04.</summary>
internal sealed class SmartMethods : IMethods
{
    public static IEnumerable<Method> All =>
    [
        new("disk.smart_attributes") { Until = Release.V2504, Role = "DISK_READ", Parameters = ["name"], Body = Attributes },
        new("disk.smartctl") { Until = Release.V2504, IsPrivate = true, Parameters = ["name", "args", "options?"], Body = Smartctl },
    ];

    private static JsonArray Attributes(CallContext call, JsonArray arguments)
    {
        var bay = Found(call, arguments);
        if (bay.Drive.Model.Bus != DriveBus.Sata) throw MethodError.Call("Only ATA device support S.M.A.R.T. attributes");
        return Rows.Of(SmartAttributes.Of(bay.Drive, call.Now).Select(AtaSmartctl.Attribute));
    }

    private static JsonNode? Smartctl(CallContext call, JsonArray arguments)
    {
        var bay = Found(call, arguments);
        var output = SmartctlCommand.Run(call.Appliance.Estate, $"smartctl {string.Join(' ', arguments[1].Texts("args"))} /dev/{bay.Name}");
        if ((output.ExitStatus & 3) != 0) throw MethodError.Call($"smartctl failed for disk {bay.Name}:\n{output.Text}");
        return output.Text;
    }

    private static Bay Found(CallContext call, JsonArray arguments)
    {
        var name = arguments[0].Text("name");
        return call.Appliance.Estate.Shelf.Find(name) ?? throw MethodError.Call($"Disk {name} does not exist");
    }
}

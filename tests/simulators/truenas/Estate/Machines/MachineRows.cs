using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Appliances;

namespace NasOrleans.Simulators.TrueNas.Estate.Machines;

internal static class MachineRows
{
    public static JsonObject Virtual(Release release, Machine machine)
    {
        var row = new JsonObject
        {
            ["id"] = machine.Id,
            ["name"] = machine.Name,
            ["description"] = "",
            ["vcpus"] = 2,
            ["cores"] = 1,
            ["threads"] = 1,
            ["memory"] = 4096,
            ["autostart"] = true,
            ["bootloader"] = "UEFI",
            ["time"] = "LOCAL",
            ["shutdown_timeout"] = machine.ShutdownTimeout,
            ["devices"] = Rows.Of(Devices(release, machine)),
            ["display_available"] = false,
            ["status"] = Status(machine),
        };
        if (release.IsScale()) row["suspend_on_snapshot"] = false;
        return row;
    }

    /// <summary>Rows of vm.device.query: the kind stands in the attributes from 25.04 on.</summary>
    public static IEnumerable<JsonObject> Devices(Release release, Machine machine)
    {
        (string Kind, string Path)[] disks = machine.RawDisk is { } raw ? [("DISK", "/dev/zvol/tank/vm-disk"), ("DISK", $"/dev/{raw}")] : [("DISK", "/dev/zvol/tank/vm-disk")];
        return disks.Select((disk, index) =>
        {
            var attributes = new JsonObject { ["path"] = disk.Path, ["type"] = "AHCI" };
            var row = new JsonObject { ["id"] = 10 * machine.Id + index, ["vm"] = machine.Id, ["order"] = 1000 + index };
            if (release >= Release.V2504) attributes["dtype"] = disk.Kind;
            else row["dtype"] = disk.Kind;
            row["attributes"] = attributes;
            return row;
        });
    }

    public static JsonObject Status(Machine machine) => new()
    {
        ["state"] = machine.IsRunning ? "RUNNING" : "STOPPED",
        ["pid"] = machine.IsRunning ? 4000 + machine.Id : null,
        ["domain_state"] = machine.IsRunning ? "RUNNING" : "SHUTOFF",
    };

    /// <summary>virt.instance.query, 25.04 and 25.10: its id is its name.</summary>
    public static JsonObject Instance(Machine machine) => new()
    {
        ["id"] = machine.Name,
        ["name"] = machine.Name,
        ["type"] = "CONTAINER",
        ["status"] = machine.IsRunning ? "RUNNING" : "STOPPED",
        ["cpu"] = null,
        ["memory"] = null,
        ["autostart"] = true,
        ["environment"] = new JsonObject(),
        ["aliases"] = new JsonArray(),
        ["image"] = new JsonObject { ["os"] = "Debian", ["release"] = "bookworm", ["architecture"] = "amd64" },
        ["storage_pool"] = "tank",
    };

    /// <summary>container.query, from 26 on.</summary>
    public static JsonObject Container(Machine machine) => new()
    {
        ["id"] = machine.Id,
        ["uuid"] = $"00000000-0000-4000-8000-{machine.Id:x12}",
        ["name"] = machine.Name,
        ["description"] = "",
        ["autostart"] = true,
        ["shutdown_timeout"] = machine.ShutdownTimeout,
        ["dataset"] = $"tank/.truenas_containers/containers/{machine.Name}",
        ["status"] = Status(machine),
    };
}

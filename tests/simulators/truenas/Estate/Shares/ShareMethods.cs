using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Methods;
using NasOrleans.Simulators.TrueNas.Query;

namespace NasOrleans.Simulators.TrueNas.Estate.Shares;

/// <summary>sharing.* and the iSCSI extents, which may lie on bare disks.</summary>
internal sealed class ShareMethods : IMethods
{
    public static IEnumerable<Method> All =>
    [
        Method.Query("sharing.smb.query", "SHARING_SMB_READ", (_, arguments) => QueryEngine.Query(arguments, [Smb(1, "media", "/mnt/tank/media"), Smb(2, "backup", "/mnt/tank/backup")])),
        Method.Query("sharing.nfs.query", "SHARING_NFS_READ", (_, arguments) => QueryEngine.Query(arguments, [Nfs(1, "/mnt/tank/media")])),
        Method.Query("iscsi.extent.query", "SHARING_ISCSI_EXTENT_READ", (call, arguments) => QueryEngine.Query(arguments, call.Appliance.Estate.DiskExtents.Select((disk, index) => Extent(index + 1, disk)))),
    ];

    private static JsonObject Smb(int id, string name, string path) => new()
    {
        ["id"] = id,
        ["purpose"] = "DEFAULT_SHARE",
        ["name"] = name,
        ["path"] = path,
        ["enabled"] = true,
        ["comment"] = "",
        ["readonly"] = false,
        ["browsable"] = true,
        ["locked"] = false,
    };

    private static JsonObject Nfs(int id, string path) => new()
    {
        ["id"] = id,
        ["path"] = path,
        ["comment"] = "",
        ["networks"] = new JsonArray(),
        ["hosts"] = new JsonArray(),
        ["ro"] = false,
        ["enabled"] = true,
        ["locked"] = false,
    };

    private static JsonObject Extent(int id, string disk) => new()
    {
        ["id"] = id,
        ["name"] = $"extent{id}",
        ["type"] = "DISK",
        ["disk"] = disk,
        ["path"] = $"/dev/{disk}",
        ["filesize"] = "0",
        ["blocksize"] = 512,
        ["enabled"] = true,
        ["locked"] = false,
    };
}

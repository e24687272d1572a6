using NasOrleans.Protocols.HostActions;
using NasOrleans.Protocols.HostActions.Files;
using NasOrleans.Protocols.HostActions.Shells;
using NasOrleans.Protocols.HostActions.Workloads;

namespace NasOrleans.Tests.Power.HostActions.Workloads;

/// <summary>What is made of what the tools write.</summary>
public sealed class ReadingTests
{
    private static readonly string Id = new('1', 64);

    [Fact]
    public void Proxmox_BothLists_OnlyThoseThatRun()
    {
        var machines = ProxmoxRules.ReadMachines("      VMID NAME                 STATUS     MEM(MB)    BOOTDISK(GB) PID       \n       100 web                  running    2048              32.00 1234      \n       102 old                  stopped    512                8.00 0         \n");
        var containers = ProxmoxRules.ReadContainers("VMID       Status     Lock         Name                \n101        running                 dns                 \n103        running    backup       git                 \n104        stopped                 off\n");

        Assert.Equal([new("100", "web", "qm")], machines.AsEnumerable());
        Assert.Equal([new("101", "dns", "pct"), new("103", "git", "pct")], containers.AsEnumerable());
    }

    [Theory]
    [InlineData(255, "VM quit/powerdown failed - got timeout", ActEnd.TimedOut)]
    [InlineData(255, "VM 100 not running", ActEnd.Done)]
    [InlineData(2, "Configuration file 'nodes/pve/qemu-server/100.conf' does not exist", ActEnd.Refused)]
    [InlineData(0, "", ActEnd.Done)]
    public void Proxmox_HowTheToolEnded_IsWhatTheActBecame(int code, string said, object end) =>
        Assert.Equal(end, ProxmoxRules.ShutDown(new(CommandFate.Exited, said) { ExitCode = code, Errors = said }, new("100", "web", "qm")).End);

    [Fact]
    public void Esxi_NamesWithBlanks_AreReadWholeAndACutListIsNone()
    {
        Assert.Equal([new("12", "Mail server"), new("7", "db")], EsxiRules.Read("12     Mail server   [datastore1] mail/mail.vmx   debian12_64Guest   vmx-19\n7 db [ds] db/db.vmx x\n=end\n")!.Value.AsEnumerable());
        Assert.Null(EsxiRules.Read("12     Mail server   [datastore1] mail/mail.vmx"));
    }

    [Fact]
    public void OwnContainer_EveryWayItShows_IsFound()
    {
        Assert.Equal(Id, OwnContainer.Read($"608 590 8:1 /var/lib/docker/containers/{Id}/hostname /etc/hostname rw - ext4 /dev/sda1 rw", ""));
        Assert.Equal(Id, OwnContainer.Read($"611 590 0:25 /containers/storage/overlay-containers/{Id}/userdata/hostname /etc/hostname rw - tmpfs tmpfs rw", ""));
        Assert.Equal(Id, OwnContainer.Read("", $"4:memory:/docker/{Id}"));
        Assert.Equal(Id, OwnContainer.Read("", $"0::/machine.slice/libpod-{Id}.scope/container"));
        Assert.Null(OwnContainer.Read("36 35 8:1 / / rw - ext4 /dev/sda1 rw", "0::/system.slice/nas.service"));
    }

    [Theory]
    [InlineData("/mnt/my files", true)]
    [InlineData("/mnt/my files/", true)]
    [InlineData("/mnt/my", false)]
    [InlineData("/mnt/Übung", true)]
    public void Mounts_WrittenNames_AreReadPlain(string path, bool mounted) =>
        Assert.Equal(mounted, MountRules.IsMounted("36 35 98:0 /mnt1 /mnt/my\\040files rw master:1 - ext3 /dev/root rw\n37 35 98:0 / /mnt/Übung rw - nfs nas:/x rw\n", path));
}

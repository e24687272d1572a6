using NasOrleans.Drives;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Protocols.Ssh.Smart;

internal sealed class SmartShell(Smartctl smartctl) : ISmartShell
{
    public async Task<IReadOnlyList<(string Device, SmartReading Reading)>> ReadAsync(
        NasTarget target, IReadOnlyList<Disk> disks, CancellationToken cancellationToken)
    {
        var command = SshTarget.SettingsOf(target.Config).SmartCommand;
        var answers = await smartctl.ReadAsync(SshTarget.Of(target), command, disks.Select(disk => disk.Name).Distinct(StringComparer.Ordinal), cancellationToken);
        return [.. answers.Select(answer => (answer.Device, answer.Reading))];
    }
}

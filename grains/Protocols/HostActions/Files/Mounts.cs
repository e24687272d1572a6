using NasOrleans.Protocols.HostActions.Shells;

namespace NasOrleans.Protocols.HostActions.Files;

/// <summary>File systems of a host. Nothing here looks into one: of a dead one, that would never end.</summary>
internal sealed class Mounts(IHostShell shell, TimeProvider time)
{
    private const int LongestList = 4 * 1024 * 1024;

    public async Task<ActResult> UnmountAsync(string path, string options, bool lazy, TimeSpan limit, CancellationToken cancellationToken) =>
        MountRules.Objection(path, options) is { } objection
            ? new(ActEnd.NotSent, objection)
            : MountRules.Judge(await shell.RunAsync(MountRules.Unmount(path, options, lazy), limit, cancellationToken), path);

    public async Task<Asked<bool>> IsMountedAsync(string path, TimeSpan limit, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var mounts = ActRules.Said(await shell.RunAsync(HostCommand.Of("cat", "/proc/self/mountinfo") with { Output = LongestList }, limit, cancellationToken));
        if (!mounts.IsKnown) return Asked<bool>.Silent(mounts.Silence!);
        if (MountRules.IsMounted(mounts.Answer, path)) return Asked<bool>.Said(true);
        // It may lead to where something is mounted under another name.
        var left = limit - time.GetElapsedTime(started);
        if (left <= TimeSpan.Zero) return Asked<bool>.Silent("There was no time left to look where the path leads.");
        var leads = await shell.RunAsync(HostCommand.Of("readlink", "-f", path), left, cancellationToken);
        return leads.Fate == CommandFate.Exited
            ? Asked<bool>.Said(leads.Succeeded && MountRules.IsMounted(mounts.Answer, leads.Output.TrimEnd('\n')))
            : Asked<bool>.Silent(leads.Text);
    }
}

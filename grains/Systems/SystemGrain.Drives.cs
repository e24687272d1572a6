using System.Collections.Immutable;
using NasOrleans.Drives;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Systems;

// Part of a poll, before its report: so the report already carries what the drives have to say.
internal sealed partial class SystemGrain
{
    private const int DrivesToldAtOnce = 8;

    private ImmutableDictionary<DriveId, ToldDrive> _told = ImmutableDictionary<DriveId, ToldDrive>.Empty;

    private bool _recalled;
    private bool _recalling;
    private bool _recallFailed;
    private bool _hasRecalled;

    private DriveSnapshot? DriveAsTold(DriveId id) => _told.GetValueOrDefault(id)?.Answer;

    private async Task TellDrives(SystemReport report, CancellationToken stopped)
    {
        if (report.Inventory is not { } fresh) return;
        var before = _inventory?.Disks ?? [];
        var now = InventoryRules.Merge(_inventory, fresh, report.Parts, report.At).Disks;
        var failed = 0;
        Exception? failure = null;
        foreach (var batch in DriveNewsRules.Seen(_told, now, Uptime).Chunk(DrivesToldAtOnce))
            await Task.WhenAll(batch.Select(drive => Tell(async () =>
            {
                if (stopped.IsCancellationRequested) return;
                var answer = await GrainFactory.Drive(_tenant, drive.Id).Observe(_id, drive.Disk, report.At);
                if (stopped.IsCancellationRequested) return;
                _told = _told.SetItem(drive.Id, new(drive.Disk, Uptime, answer));
            })));
        foreach (var gone in DriveNewsRules.Gone(_told, before, now))
            await Tell(async () =>
            {
                if (stopped.IsCancellationRequested) return;
                await GrainFactory.Drive(_tenant, gone).Leave(_id, report.At);
                _told = _told.Remove(gone);
            });
        if (failure is not null) LogDrivesSilent(failure, failed, _id.Value);

        async Task Tell(Func<Task> what)
        {
            try
            {
                await what();
            }
            catch (Exception e)
            {
                // A drive that cannot be told must not keep the system's own news back.
                failed++;
                failure = e;
            }
        }
    }

    // After waking only the drives know their places, their notes and that one of them failed, and a dead connection brings no poll
    // that asks them. Beside the turns, by a tick: a grain that wakes waits for nobody. What they say is shown by the next tick.
    private void RecallDrives()
    {
        if (_recalled || _recalling || _inventory is not { } inventory) return;
        var unasked = DriveNewsRules.Unasked(_told, inventory.Disks);
        _recalled = unasked.IsEmpty;
        if (!_recalled) _ = Recall(unasked);
    }

    private async Task Recall(ImmutableArray<(DriveId Id, Disk Disk)> drives)
    {
        _recalling = true;
        try
        {
            foreach (var batch in drives.Chunk(DrivesToldAtOnce))
                await Task.WhenAll(batch.Select(async drive =>
                {
                    var answer = await GrainFactory.Drive(_tenant, drive.Id).GetSnapshot();
                    if (_inventory is null || _told.ContainsKey(drive.Id)) return;
                    _told = _told.Add(drive.Id, DriveNewsRules.Asked(drive.Disk, Uptime, answer));
                    _hasRecalled = true;
                }));
        }
        catch (Exception e)
        {
            if (!_recallFailed) LogDrivesNotRecalled(e, _id.Value);
            _recallFailed = true;
        }
        finally
        {
            _recalling = false;
        }
    }

    private bool TakeRecalled()
    {
        if (!_hasRecalled) return false;
        _hasRecalled = false;
        _live = _live with { Essence = Essence() };
        return true;
    }

    // Of a removed system; nobody else would tell them.
    private async Task LeaveDrives()
    {
        var known = DriveNewsRules.Gone(_told, _inventory?.Disks ?? [], []);
        var at = Now;
        _told = _told.Clear();
        foreach (var batch in known.Chunk(DrivesToldAtOnce))
            await Task.WhenAll(batch.Select(Leave));

        async Task Leave(DriveId drive)
        {
            try
            {
                await GrainFactory.Drive(_tenant, drive).Leave(_id, at);
            }
            catch (Exception e)
            {
                LogDriveNotLeft(e, _id.Value, drive);
            }
        }
    }
}

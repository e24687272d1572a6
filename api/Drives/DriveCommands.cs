using System.Collections.Concurrent;
using NasOrleans.Api.Audit;
using NasOrleans.Api.Live;
using NasOrleans.Api.Security;
using NasOrleans.Drives;
using NasOrleans.History;
using NasOrleans.Systems;
using Orleans;

namespace NasOrleans.Api.Drives;

/// <summary>The drives of a fleet, as lists show them and as people write about them.</summary>
internal sealed class DriveCommands(IGrainFactory grains, AuditTrail audit, IMetricStore metrics, TimeProvider time)
{
    private const int MaxPoints = 10_000;
    private const string Action = "drive.note";

    // A system asks a drive again after a quarter of an hour at the latest; until then its lists hold the old note.
    private static readonly TimeSpan NoteMemory = TimeSpan.FromMinutes(20);

    private readonly ConcurrentDictionary<(TenantId Tenant, DriveId Id), (string Location, bool Noted, long At)> _notes = new();

    public Task<DriveSnapshot?> Get(Caller caller, DriveId id) => grains.Drive(caller.Tenant, id).GetSnapshot();

    public IEnumerable<DriveRow> List(Caller caller, FleetSnapshot fleet)
    {
        Forget();
        foreach (var system in fleet.Sorted(SystemSort.Name).ToArray())
            foreach (var drive in system.Essence.Drives) yield return new(system.Id.Value, system.Name, WithNote(caller.Tenant, drive));
    }

    public async Task<DriveSnapshot?> Note(Caller caller, DriveId id, DriveNote note)
    {
        var target = DriveSeries.SubjectOf(id);
        var outcome = await audit.AttemptAsync(caller, Action, target, () => grains.Drive(caller.Tenant, id).Note(note));
        if (outcome is not { Drive: { } drive, Before: { } before }) return null;
        _notes[(caller.Tenant, id)] = (drive.Location, drive.Notes.Length > 0, time.GetTimestamp());
        await audit.RecordAsync(caller, Action, target, new PatchDrive(before.Location, before.Notes), new PatchDrive(drive.Location, drive.Notes));
        return drive;
    }

    public async Task<DriveHistory> History(Caller caller, DriveId id, string name, string series, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var query = new MetricQuery { Tenant = caller.Tenant.Value, Subject = DriveSeries.SubjectOf(id), Series = series, From = from, To = to, Limit = MaxPoints + 1 };
        var points = await metrics.ReadAsync(query, cancellationToken);
        return new(name, from, to, [.. points.Take(MaxPoints).Select(ValuePoint.Of)], points.Count > MaxPoints);
    }

    private DriveSummary WithNote(TenantId tenant, DriveSummary drive) =>
        drive.Id is { } id && _notes.TryGetValue((tenant, id), out var note) ? drive with { Location = note.Location, Noted = note.Noted } : drive;

    private void Forget()
    {
        foreach (var (drive, note) in _notes)
            if (time.GetElapsedTime(note.At) >= NoteMemory) _notes.TryRemove(new(drive, note));
    }
}

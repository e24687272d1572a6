using System.Collections.Immutable;
using NasOrleans.Systems;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Drives;

/// <summary>All that is decided about a drive: where it is, what is known of it, what of that must be kept.</summary>
internal static class DriveRules
{
    private const int PlacesKept = 20;

    // Temperatures and hours move with every report; on disk they may lag behind by this much.
    private static readonly TimeSpan Checkpoint = TimeSpan.FromHours(1);
    private static readonly TimeSpan SoonBack = TimeSpan.FromHours(1);

    public static DriveState Observe(DriveState state, SystemId system, Disk disk, DateTimeOffset at, DateTimeOffset now)
    {
        var seen = at < now ? at : now;
        if (IsLate(state, seen, now)) return state;
        var place = new DrivePlace { System = system, Device = disk.Name, Bay = disk.Bay, Pool = disk.Pool, Since = seen };
        return Revise(Enter(state, place) with
        {
            Disk = Merge(state.Disk, disk),
            Present = true,
            FirstSeen = state.FirstSeen ?? seen,
            LastSeen = seen,
        }, now);
    }

    public static DriveState Leave(DriveState state, SystemId system, DateTimeOffset at, DateTimeOffset now)
    {
        var left = at < now ? at : now;
        return !state.Present || state.Place?.System != system || IsLate(state, left, now) ? state : Revise(state with { Present = false }, now);
    }

    public static DriveState Note(DriveState state, DriveNote note, DateTimeOffset now)
    {
        if (state.Disk is null) return state;
        var next = state with { Location = note.Location?.Trim() ?? state.Location, Notes = note.Notes?.Trim() ?? state.Notes };
        return next == state ? state : Revise(next, now);
    }

    public static DriveState Recorded(DriveState state, DateTimeOffset at) => state with { RecordedWhole = at };

    public static bool MustPersist(DriveState stored, DriveState next) =>
        IsElsewhere(stored, next)
        || stored.Present != next.Present
        || stored.Location != next.Location
        || stored.Notes != next.Notes
        || Identity(stored.Disk) != Identity(next.Disk)
        || stored.Disk?.Smart?.Health != next.Disk?.Smart?.Health
        || SelfTestsOf(stored) != SelfTestsOf(next)
        || Troubles(next).Except(Troubles(stored)).Any()
        || next.LastSeen - stored.LastSeen >= Checkpoint;

    public static DriveSnapshot? Snapshot(DriveId id, DriveState state) => state.Disk is not { } disk ? null : new DriveSnapshot
    {
        Id = id,
        Serial = disk.Serial,
        Wwn = disk.Wwn,
        Model = disk.Model,
        SizeBytes = disk.SizeBytes,
        Medium = disk.Medium,
        Bus = disk.Bus,
        RotationRate = disk.RotationRate,
        Place = state.Place,
        Present = state.Present,
        Location = state.Location,
        Notes = state.Notes,
        Celsius = disk.Celsius,
        Smart = disk.Smart,
        FirstSeen = state.FirstSeen,
        LastSeen = state.LastSeen,
        FormerPlaces = state.FormerPlaces,
        Revision = state.Revision,
    };

    /// <summary>What of a change people should be able to read later.</summary>
    public static ImmutableArray<(string Kind, string Text)> News(DriveState before, DriveState after)
    {
        if (before.Disk is null || after.Disk is not { } disk) return [];
        var name = $"Drive {(disk.Serial.Length > 0 ? disk.Serial : disk.Name)}";
        var news = ImmutableArray.CreateBuilder<(string, string)>();
        if (Moved(before.Place!, after.Place!) && !Returns(before, after.Place!)) news.Add(("drive.moved", $"{name} moved from {Text(before.Place!)} to {Text(after.Place!)}"));
        else if (before.Present && !after.Present) news.Add(("drive.gone", $"{name} is no longer seen in {Text(after.Place!)}"));
        else if (!before.Present && after.Present) news.Add(("drive.back", $"{name} is seen again in {Text(after.Place!)}"));
        var (was, now) = (before.Disk.Smart?.Health ?? default, disk.Smart?.Health ?? default);
        if (was != now && (was == SmartHealth.Failed || now == SmartHealth.Failed)) news.Add(("drive.health", $"{name} says of its health: {now}, {was} before"));
        foreach (var attribute in Attributes(after).Where(AttributeRules.IsTrouble))
        {
            var known = Attributes(before).FirstOrDefault(other => other.Number == attribute.Number && other.Name == attribute.Name);
            if (known?.Value < attribute.Value) news.Add(("drive.counter", $"{name}: {attribute.Name} went from {known.Value} to {attribute.Value}"));
        }

        return news.ToImmutable();
    }

    // Later than now means that our clock was set back: what is seen now is the newest there is.
    private static bool IsLate(DriveState state, DateTimeOffset at, DateTimeOffset now) => at < state.LastSeen && state.LastSeen <= now;

    // Device names change with each boot and a pool comes and goes: that is the same place under another name. A shelf that two
    // systems see is in one of them and then the other; each place is remembered once.
    private static DriveState Enter(DriveState state, DrivePlace place)
    {
        if (state.Place is not { } last) return state with { Place = place };
        if (!Moved(last, place)) return state with { Place = place with { Since = last.Since } };
        var former = state.FormerPlaces.Where(older => Moved(older, last) && Moved(older, place)).Take(PlacesKept - 1);
        return state with { Place = place, FormerPlaces = [last, .. former] };
    }

    private static bool Moved(DrivePlace from, DrivePlace to) =>
        from.System != to.System || (from.Bay is not null && to.Bay is not null && from.Bay != to.Bay);

    // Back where it was a moment ago: a shelf that two systems see, told of by one and then the other, does not travel.
    private static bool Returns(DriveState state, DrivePlace to)
    {
        var left = state.Place!.Since;
        foreach (var former in state.FormerPlaces)
        {
            if (!Moved(former, to)) return to.Since - left < SoonBack;
            left = former.Since;
        }

        return false;
    }

    private static bool IsElsewhere(DriveState stored, DriveState next) =>
        stored.Place is not { } was || next.Place is not { } place ? stored.Place != next.Place
        : Moved(was, place) ? !Returns(stored, place)
        : was with { Since = place.Since } != place;

    private static Disk Merge(Disk? known, Disk seen) => known is null ? seen with { Celsius = seen.Celsius ?? seen.Smart?.Celsius } : seen with
    {
        Serial = seen.Serial.Length > 0 ? seen.Serial : known.Serial,
        Wwn = seen.Wwn ?? known.Wwn,
        Model = seen.Model.Length > 0 ? seen.Model : known.Model,
        SizeBytes = seen.SizeBytes ?? known.SizeBytes,
        Medium = seen.Medium == default ? known.Medium : seen.Medium,
        Bus = seen.Bus == default ? known.Bus : seen.Bus,
        RotationRate = seen.RotationRate ?? known.RotationRate,
        Celsius = seen.Celsius ?? seen.Smart?.Celsius,
        Smart = Merge(known.Smart, seen.Smart),
    };

    // Whoever once said that it fails is not well because it fell silent.
    private static SmartReading? Merge(SmartReading? known, SmartReading? read)
    {
        if (known is null || read is null) return read ?? known;
        if (read.ReadAt < known.ReadAt) return known;
        if (read.Health != SmartHealth.Unknown) return read;
        if (read.Attributes.Length > 0) return known.Health == SmartHealth.Failed ? read with { Health = SmartHealth.Failed } : read;
        return known.Health == SmartHealth.Failed
            ? known with { Reason = read.Reason }
            : read with { Attributes = known.Attributes, SelfTests = known.SelfTests, PowerOnHours = known.PowerOnHours };
    }

    private static (string, string?, string, long?, DriveMedium, DriveBus)? Identity(Disk? disk) =>
        disk is null ? null : (disk.Serial, disk.Wwn, disk.Model, disk.SizeBytes, disk.Medium, disk.Bus);

    private static (int, SelfTest?) SelfTestsOf(DriveState state) => state.Disk?.Smart is { SelfTests: [var newest, ..] tests }
        ? (tests.Length, newest with { RemainingPercent = null })
        : (0, null);

    private static ImmutableArray<SmartAttribute> Attributes(DriveState state) => state.Disk?.Smart?.Attributes ?? [];

    private static IEnumerable<(int, string, long)> Troubles(DriveState state) =>
        Attributes(state).Where(AttributeRules.IsTrouble).Select(attribute => (attribute.Number, attribute.Name, attribute.Value));

    private static string Text(DrivePlace place) => place.Bay is null ? place.System.Value : $"{place.System.Value} bay {place.Bay}";

    // Milliseconds, so that a revision never falls behind one that a crashed process had handed out but not stored.
    private static DriveState Revise(DriveState state, DateTimeOffset now) =>
        state with { Revision = Math.Max(state.Revision + 1, now.ToUnixTimeMilliseconds()) };
}

using System.Collections.Immutable;
using NasOrleans.Simulators.TrueNas.Appliances;

namespace NasOrleans.Simulators.TrueNas.Estate.Drives;

/// <summary>The drives of a system. The two controllers of an HA pair share one.</summary>
public sealed class Shelf
{
    private static readonly TimeSpan RemembersPulled = TimeSpan.FromDays(7);

    private readonly Lock _lock = new();
    private readonly Release _release;
    private readonly TimeProvider _clock;
    private ImmutableArray<Bay> _bays = [];
    private ImmutableArray<Bay> _gone = [];
    private int _inserted;
    private Action? _changed;

    internal Shelf(Appliance appliance)
    {
        (_release, _clock) = (appliance.Release, appliance.Clock);
        var now = _clock.GetUtcNow();
        var bay = 0;
        foreach (var model in DriveMix.Of(appliance.Profile)) Insert(new Drive(model, Draw.Of(appliance.Seed, bay++), now));
        Boot = Insert(new Drive(DriveModels.BootSsd, Draw.Of(appliance.Seed, bay), now)).Drive;
        HasEnclosure = appliance.Profile == Profile.Ha;
    }

    public ImmutableArray<Bay> Bays => _bays;

    /// <summary>What was pulled within the last week.</summary>
    public ImmutableArray<Bay> Gone => [.. _gone.Where(bay => _clock.GetUtcNow() - bay.Gone < RemembersPulled)];

    public Drive Boot { get; }

    internal bool HasEnclosure { get; }

    /// <summary>A drive came or went.</summary>
    internal void WhenChanged(Action listener) => _changed += listener;

    public Drive this[int bay] => _bays[bay].Drive;

    public Bay? Find(string name) => _bays.FirstOrDefault(bay => bay.Name == name);

    public Bay? FindIdentifier(string identifier) => _bays.FirstOrDefault(bay => bay.Identifier == identifier);

    public Bay? BayOf(Drive drive) => _bays.FirstOrDefault(bay => bay.Drive == drive);

    /// <summary>A drive that was new, or in another system before; it gets the first free name.</summary>
    public Bay Insert(Drive drive)
    {
        Bay inserted;
        lock (_lock)
        {
            var index = 0;
            while (_bays.Any(bay => bay.Name == DriveNames.Of(_release, drive.Model.Bus, index).Name)) index++;
            var (name, number) = DriveNames.Of(_release, drive.Model.Bus, index);
            var slot = Enumerable.Range(1, _bays.Length + 1).First(free => _bays.All(bay => bay.Slot != free));
            inserted = new Bay(drive, name, number, slot);
            _bays = [.. _bays.Append(inserted).OrderBy(bay => bay.Slot)];
            _gone = _gone.RemoveAll(bay => bay.Drive == drive);
        }
        _changed?.Invoke();
        return inserted;
    }

    /// <summary>A new drive of a model, with the next serial number.</summary>
    public Drive InsertNew(DriveModel model, int seed)
    {
        var drive = new Drive(model, Draw.Of(seed, 1000 + Interlocked.Increment(ref _inserted)), _clock.GetUtcNow());
        Insert(drive);
        return drive;
    }

    public void Pull(Drive drive)
    {
        lock (_lock)
        {
            if (BayOf(drive) is not { } bay) throw new ArgumentException($"{drive.Serial} is not in this system", nameof(drive));
            _bays = _bays.Remove(bay);
            _gone = _gone.Add(bay with { Gone = _clock.GetUtcNow() });
        }
        _changed?.Invoke();
    }

    public void MoveTo(Shelf other, Drive drive)
    {
        Pull(drive);
        other.Insert(drive);
    }

    /// <summary>What a boot may do to sdX: the same drives under other names.</summary>
    public void RenameInReverse()
    {
        lock (_lock)
        {
            _bays = [.. _bays.GroupBy(bay => DriveNames.Kind(_release, bay.Drive.Model.Bus)).SelectMany(kind => kind.Zip(kind.Reverse(), Renamed)).OrderBy(bay => bay.Slot)];
        }

        static Bay Renamed(Bay bay, Bay other) => bay with { Name = other.Name, Number = other.Number };
    }
}

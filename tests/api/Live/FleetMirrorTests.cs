using NasOrleans.Api.Live;
using NasOrleans.Fleet;
using NasOrleans.Systems;

namespace NasOrleans.Tests.Api.Live;

public sealed class FleetMirrorTests
{
    private static readonly Guid Epoch = Guid.NewGuid();

    private readonly ManualTimeProvider _time = new();
    private readonly FleetMirror _mirror;
    private long _version;

    public FleetMirrorTests() => _mirror = new(_time);

    [Fact]
    public void Apply_OlderThanKnown_ChangesNothing()
    {
        _mirror.Put(System("a", 5));

        Assert.Empty(_mirror.Apply(Delta([System("a", 4)])));
        Assert.Empty(_mirror.Apply(Delta([System("a", 5)])));
        Assert.Single(_mirror.Apply(Delta([System("a", 6)])));
    }

    [Fact]
    public void Apply_LateNewsOfWhatWasRemovedHere_StaysRemoved()
    {
        _mirror.Put(System("a", 5));
        _mirror.Remove(new(new("a"), 5));

        Assert.Empty(_mirror.Apply(Delta([System("a", 5)])));
        Assert.Empty(_mirror.Apply(Full([System("a", 5)])));
        Assert.Empty(_mirror.Systems);
    }

    [Fact]
    public void Apply_LateRemovalOfWhatWasAddedAgainHere_StaysThere()
    {
        _mirror.Put(System("a", 9));

        Assert.Empty(_mirror.Apply(Delta([], new FleetRemoval(new("a"), 7))));
        Assert.Single(_mirror.Systems);
    }

    [Fact]
    public void Apply_RemovalOfWhatIsKnown_RemovesIt()
    {
        _mirror.Apply(Full([System("a", 5)]));

        Assert.Equal([new FleetChange(new("a"), null)], _mirror.Apply(Delta([], new FleetRemoval(new("a"), 6))));
        Assert.Empty(_mirror.Systems);
    }

    [Fact]
    public void Apply_FullWithoutWhatWasAddedHere_KeepsItAndAsksForAllAgain()
    {
        _mirror.Put(System("a", 5));

        Assert.Empty(_mirror.Apply(Full([])));
        Assert.Single(_mirror.Systems);
        Assert.Equal(FleetCursor.Start, _mirror.Cursor);
    }

    [Fact]
    public void Apply_FullWithoutWhatWasAddedHereLongAgo_DropsIt()
    {
        _mirror.Put(System("a", 5));
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Single(_mirror.Apply(Full([])));
        Assert.Empty(_mirror.Systems);
        Assert.NotEqual(FleetCursor.Start, _mirror.Cursor);
    }

    [Fact]
    public void Apply_FullWithoutWhatWasPulledBefore_DropsIt()
    {
        _mirror.Apply(Full([System("a", 1), System("b", 1)]));

        Assert.Equal([new FleetChange(new("b"), null)], _mirror.Apply(Full([System("a", 1)])));
    }

    private static SystemSnapshot System(string id, long revision) => new() { Id = new(id), Name = id, Revision = revision };

    private FleetChanges Full(SystemSnapshot[] systems) => Delta(systems) with { Full = true };

    private FleetChanges Delta(SystemSnapshot[] systems, params FleetRemoval[] removed) =>
        new() { Cursor = new(Epoch, ++_version), Systems = [.. systems], Removed = [.. removed] };
}

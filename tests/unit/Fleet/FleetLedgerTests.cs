using FsCheck;
using FsCheck.Fluent;
using NasOrleans.Fleet;
using NasOrleans.Systems;

namespace NasOrleans.Tests.Fleet;

public sealed class FleetLedgerTests
{
    private readonly FleetLedger _ledger = new(Guid.NewGuid());

    [Fact]
    public void Since_Start_TellsEverything()
    {
        _ledger.Put(System("a", 1));

        var changes = _ledger.Since(FleetCursor.Start);

        Assert.True(changes.Full);
        Assert.Equal("a", Assert.Single(changes.Systems).Id.Value);
    }

    [Fact]
    public void Since_ItsOwnCursor_TellsNothing()
    {
        _ledger.Put(System("a", 1));
        var cursor = _ledger.Since(FleetCursor.Start).Cursor;

        var changes = _ledger.Since(cursor);

        Assert.Equal((false, 0, 0), (changes.Full, changes.Systems.Length, changes.Removed.Length));
    }

    [Fact]
    public void Since_EarlierCursor_TellsOnlyWhatChangedAfter()
    {
        _ledger.Put(System("a", 1));
        _ledger.Put(System("b", 1));
        var cursor = _ledger.Since(FleetCursor.Start).Cursor;
        _ledger.Put(System("b", 2));
        _ledger.Remove(new(new("a"), 2));

        var changes = _ledger.Since(cursor);

        Assert.Equal("b", Assert.Single(changes.Systems).Id.Value);
        Assert.Equal(new FleetRemoval(new("a"), 2), Assert.Single(changes.Removed));
    }

    [Fact]
    public void Since_CursorOfAnotherEpoch_TellsEverything()
    {
        _ledger.Put(System("a", 1));

        Assert.True(_ledger.Since(new FleetCursor(Guid.NewGuid(), 1)).Full);
    }

    [Fact]
    public void Put_OlderOrSameRevision_IsIgnored()
    {
        _ledger.Put(System("a", 5));

        Assert.False(_ledger.Put(System("a", 5)));
        Assert.False(_ledger.Put(System("a", 4)));
    }

    [Fact]
    public void Put_LateReportOfARemovedSystem_DoesNotBringItBack()
    {
        _ledger.Put(System("a", 5));
        _ledger.Remove(new(new("a"), 6));

        Assert.False(_ledger.Put(System("a", 5)));
        Assert.True(_ledger.Put(System("a", 7)));
    }

    [Fact]
    public void Remove_OlderThanTheSystem_IsIgnored()
    {
        _ledger.Put(System("a", 5));

        Assert.False(_ledger.Remove(new(new("a"), 4)));
        Assert.True(_ledger.Holds(new("a")));
    }

    [Fact]
    public void Since_CursorOlderThanTheRemovalsKept_TellsEverything()
    {
        _ledger.Put(System("a", 1));
        var cursor = _ledger.Since(FleetCursor.Start).Cursor;
        for (var i = 0; i < 2000; i++) _ledger.Remove(new(new($"gone-{i}"), 1));

        Assert.True(_ledger.Since(cursor).Full);
    }

    [Fact]
    public void Since_FollowedByAReader_LeadsToTheSameSystems() => Prop.ForAll<(byte Id, byte Revision, bool Remove)[]>(steps =>
    {
        var (ledger, reader, cursor) = (new FleetLedger(Guid.NewGuid()), new FleetLedger(Guid.NewGuid()), FleetCursor.Start);
        foreach (var (id, revision, remove) in steps)
        {
            if (remove) ledger.Remove(new(new("s" + id % 8), revision));
            else ledger.Put(System("s" + id % 8, revision));
            if (revision % 3 > 0) continue;
            cursor = Follow();
        }

        Follow();
        return Known(ledger).SequenceEqual(Known(reader));

        FleetCursor Follow()
        {
            var changes = ledger.Since(cursor);
            foreach (var gone in changes.Removed) reader.Remove(gone);
            foreach (var system in changes.Systems) reader.Put(system);
            return cursor = changes.Cursor;
        }
    }).QuickCheckThrowOnFailure();

    private static IEnumerable<(string, long)> Known(FleetLedger ledger) =>
        ledger.Systems.Select(system => (system.Id.Value, system.Revision)).OrderBy(entry => entry.Value, StringComparer.Ordinal);

    private static SystemSnapshot System(string id, long revision) => new() { Id = new(id), Name = id, Revision = revision };
}

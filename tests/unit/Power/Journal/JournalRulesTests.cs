using NasOrleans.Power.Journal;

namespace NasOrleans.Tests.Power.Journal;

public sealed class JournalRulesTests
{
    private static readonly JournalRecord Third = new("main/ups:rack", 3, "{\"a\":1}");

    [Fact]
    public void Replaces_Newer_Wins()
    {
        Assert.True(JournalRules.Replaces(Third, null));
        Assert.True(JournalRules.Replaces(Third with { Version = 4, Json = null }, Third));
        Assert.False(JournalRules.Replaces(Third with { Version = 2 }, Third));
        Assert.False(JournalRules.Replaces(Third with { }, Third));
    }

    [Fact]
    public void Replaces_WhateverTheOrder_TheSameRecordIsLeft()
    {
        var random = new Random(20261121);
        for (var trial = 0; trial < 1000; trial++)
        {
            JournalRecord[] records = [.. Enumerable.Range(0, 8).Select(_ => new JournalRecord("k", random.Next(4), random.Next(4) == 0 ? null : $"{random.Next(4)}"))];
            var merged = Merge(records);
            random.Shuffle(records);
            Assert.Equal(merged, Merge(records));
            Assert.Equal(records.Max(record => record.Version), merged.Version);
        }
    }

    [Fact]
    public void Accepts_NewerOrTheSameAgain_NothingElse()
    {
        Assert.True(JournalRules.Accepts(Third, null));
        Assert.True(JournalRules.Accepts(Third with { }, Third));
        Assert.True(JournalRules.Accepts(Third with { Version = 4 }, Third));
        Assert.False(JournalRules.Accepts(Third with { Json = "{}" }, Third));
        Assert.False(JournalRules.Accepts(Third with { Version = 2 }, Third));
    }

    [Fact]
    public void Lift_AfterNothingWasRead_CountsFromAboveAllThatWas()
    {
        const long now = 1_800_000_000_000;
        Assert.Equal(now + 1, JournalRules.Lift(1, JournalRules.Base(null, now)));
        Assert.Equal(now + 2, JournalRules.Lift(2, JournalRules.Base(Third, now)));
        // A clock that was set back.
        Assert.Equal(now + 6, JournalRules.Lift(1, JournalRules.Base(Third with { Version = now + 5 }, now)));
        // Read back since then, the version is lifted already.
        Assert.Equal(now + 3, JournalRules.Lift(now + 3, now));
        Assert.Equal(1, JournalRules.Lift(1, null));
    }

    [Theory]
    [InlineData(100, 10, false)]
    [InlineData(2 << 20, 1 << 20, false)]
    [InlineData(5 << 20, 1 << 20, true)]
    public void MustCompact_OnceMostOfItIsOld(long file, long live, bool must) => Assert.Equal(must, JournalRules.MustCompact(file, live));

    private static JournalRecord Merge(JournalRecord[] records) =>
        records.Aggregate((JournalRecord?)null, (known, next) => JournalRules.Replaces(next, known) ? next : known)!;
}

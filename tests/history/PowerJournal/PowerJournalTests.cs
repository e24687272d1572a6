using NasOrleans.Power.Journal;

namespace NasOrleans.Tests.History.PowerJournal;

public sealed class PowerJournalTests : IDisposable
{
    private readonly TempFolder _temp = new();

    private sealed record Note(string Text);

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task Write_ByANewProcess_IsRead()
    {
        await using (var first = Opened())
        {
            Assert.True(await first.Journal.WriteAsync("main/ups:rack", 1, new Note("one"), default));
            Assert.True(await first.Journal.WriteAsync("main/ups:rack", 2, new Note("two"), default));
            Assert.False(await first.Journal.WriteAsync("main/ups:rack", 1, new Note("late"), default));
        }

        await using var second = Opened();
        Assert.Equal(new JournalEntry<Note>(2, new("two")), await second.Journal.ReadAsync<Note>("main/ups:rack", default));
        Assert.Equal("main/ups:rack", Assert.Single(await second.Journal.ListAsync("main/", default)));
        Assert.Empty(await second.Journal.ListAsync("other/", default));
        Assert.True(second.Journal.Health is { IsComplete: true, IsWritable: true });
    }

    [Fact]
    public async Task Delete_ThenMadeAnew_CountsFromOneAndWins()
    {
        await using (var first = Opened())
        {
            await first.Journal.WriteAsync("k", 7, new Note("old"), default);
            Assert.True(await first.Journal.DeleteAsync("k", 8, default));
            Assert.Null(await first.Journal.ReadAsync<Note>("k", default));
            Assert.Empty(await first.Journal.ListAsync("", default));
            Assert.True(await first.Journal.WriteAsync("k", 1, new Note("new"), default));
        }

        await using var second = Opened();
        Assert.Equal("new", (await second.Journal.ReadAsync<Note>("k", default))!.Record.Text);
    }

    [Fact]
    public async Task Folder_CannotBeMade_GoesOnInMemoryAndIsTriedAgain()
    {
        await File.WriteAllTextAsync(_temp.File("power"), "a file, no folder");
        await using var opened = Opened();

        Assert.False(await opened.Journal.WriteAsync("k", 1, new Note("kept"), default));
        Assert.Equal("kept", (await opened.Journal.ReadAsync<Note>("k", default))!.Record.Text);
        Assert.False(opened.Journal.Health.IsWritable);

        File.Delete(_temp.File("power"));
        await Eventually.IsTrue(() => opened.Journal.Health is { IsWritable: true, Copies: [{ Waiting: 0 }] });
        Assert.Equal("k", Assert.Single(JournalFile.KeysIn(_temp.File("power"))));
    }

    [Fact]
    public async Task Read_RecordOfAnotherShape_IsNotThereAndCanBeWrittenOver()
    {
        await using var opened = Opened();
        await opened.Journal.WriteAsync("k", 5, new[] { 1, 2 }, default);

        Assert.Null(await opened.Journal.ReadAsync<Note>("k", default));
        Assert.True(await opened.Journal.WriteAsync("k", 1, new Note("now"), default));
        Assert.Equal("now", (await opened.Journal.ReadAsync<Note>("k", default))!.Record.Text);
    }

    [Fact]
    public async Task Write_ManyAtOnce_AllAreKept()
    {
        await using var opened = Opened();
        await Task.WhenAll(Enumerable.Range(0, 2000).Select(key => opened.Journal.WriteAsync($"k{key}", 1, new Note($"{key}"), default)));

        // Not all of them within their second, where the machine is busy.
        await Eventually.IsTrue(() => opened.Journal.Health is { IsWritable: true, Copies: [{ Waiting: 0 }] });
        Assert.Equal(2000, JournalFile.KeysIn(_temp.File("power")).Length);
    }

    private OpenJournal Opened() => new(new JournalFile(_temp.File("power")));
}

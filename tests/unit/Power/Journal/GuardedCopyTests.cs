using System.Collections.Immutable;
using NasOrleans.Power.Journal;

namespace NasOrleans.Tests.Power.Journal;

public sealed class GuardedCopyTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly ScriptedCopy _copy = new();
    private readonly List<string?> _told = [];
    private readonly GuardedCopy _guarded;

    public GuardedCopyTests() => _guarded = new GuardedCopy(_copy, (_, fault) => { lock (_told) _told.Add(fault); }, _time);

    [Fact]
    public async Task Put_WhileAWriteHangs_KeepsTheNewestOfEachKeyAndNoMore()
    {
        _copy.Hang = new();
        var first = _guarded.PutAsync(new("k0", 1, "1"));
        await Eventually.IsTrue(() => _copy.Written.Count == 1);
        var puts = Enumerable.Range(2, 999).Select(version => _guarded.PutAsync(new($"k{version % 10}", version, $"{version}"))).ToArray();

        Assert.Equal(10, _guarded.Health.Waiting);
        await Eventually.IsTrue(_time, TimeSpan.FromSeconds(1), () => first.IsCompleted && puts.All(put => put.IsCompleted));
        Assert.False(await first);
        Assert.All(puts, put => Assert.False(put.Result));
        Assert.Single(_copy.Written);
        Assert.Contains("no answer", _guarded.Health.Fault);

        _copy.Hang.SetResult();
        await Eventually.IsTrue(() => _guarded.Health is { Waiting: 0, Fault: null });
        Assert.Equal(Enumerable.Range(991, 10).Select(version => (long)version), _copy.Written[1].Select(record => record.Version).Order());
        Assert.Equal(["no answer within 1 s", null], _told);
    }

    [Fact]
    public async Task Put_Failed_SaysSoAtOnceAndIsTriedAgainEachSecond()
    {
        _copy.Fault = "disk full";

        Assert.False(await _guarded.PutAsync(new("k", 1, "1")));
        Assert.Equal(("disk full", 1), (_guarded.Health.Fault, _guarded.Health.Waiting));

        _copy.Fault = null;
        await Eventually.IsTrue(_time, TimeSpan.FromSeconds(1), () => _guarded.Health is { Waiting: 0, Fault: null });
        Assert.Equal(1, Assert.Single(_copy.Written[^1]).Version);
    }

    [Fact]
    public async Task Put_AfterAFailure_IsTriedAtOnceWithWhatFailed()
    {
        _copy.Fault = "disk full";
        Assert.False(await _guarded.PutAsync(new("a", 1, "1")));
        _copy.Fault = null;

        // The clock stands.
        Assert.True(await _guarded.PutAsync(new("b", 1, "1")));
        Assert.Equal(["a", "b"], _copy.Written[^1].Select(record => record.Key).Order());
    }

    [Fact]
    public async Task Put_MoreThanABatch_IsTrueOnlyOnceAllIsWritten()
    {
        var puts = Enumerable.Range(0, 3000).Select(key => _guarded.PutAsync(new($"k{key}", 1, "1"))).ToArray();

        Assert.DoesNotContain(false, await Task.WhenAll(puts));
        Assert.Equal(3000, _copy.Written.SelectMany(batch => batch).Select(record => record.Key).Distinct().Count());
    }

    [Fact]
    public async Task Read_Hangs_EndsAfterASecond()
    {
        _copy.Hang = new();
        var read = _guarded.ReadAsync("k", default);
        await Eventually.IsTrue(_time, TimeSpan.FromSeconds(1), () => read.IsCompleted);
        Assert.False((await read).Came);
        Assert.NotNull(_guarded.Health.Fault);
    }

    private sealed class ScriptedCopy : IJournalCopy
    {
        private readonly Lock _lock = new();
        private ImmutableList<IReadOnlyCollection<JournalRecord>> _written = [];

        public TaskCompletionSource? Hang { get; set; }

        public string? Fault { get; set; }

        public ImmutableList<IReadOnlyCollection<JournalRecord>> Written
        {
            get { lock (_lock) return _written; }
        }

        public string Name => "scripted";

        public int Lost => 0;

        public async Task<JournalRecord?> ReadAsync(string key, CancellationToken cancellationToken)
        {
            await (Hang?.Task ?? Task.CompletedTask);
            return Written.SelectMany(batch => batch).LastOrDefault(record => record.Key == key);
        }

        public Task<ImmutableArray<JournalRecord>> ListAsync(string prefix, CancellationToken cancellationToken) =>
            Task.FromResult<ImmutableArray<JournalRecord>>([.. Written.SelectMany(batch => batch)]);

        public async Task WriteAsync(IReadOnlyCollection<JournalRecord> records, CancellationToken cancellationToken)
        {
            if (Fault is { } fault) throw new IOException(fault);
            lock (_lock) _written = _written.Add(records);
            await (Hang?.Task ?? Task.CompletedTask);
        }
    }
}

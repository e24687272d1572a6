using System.Collections.Concurrent;
using System.Collections.Immutable;
using NasOrleans.Protocols.Nut;

namespace NasOrleans.Tests.Grains.Power;

/// <summary>A NUT server that says what a test wants, at once.</summary>
internal sealed class ScriptedNut(TimeProvider time) : INutFactory
{
    private readonly ConcurrentDictionary<string, ImmutableDictionary<string, string>> _upses = new();

    /// <summary>What every question is answered with in place of a value.</summary>
    public NutFault? Fault { get; set; }

    /// <summary>Questions wait for this to be done.</summary>
    public Task Hold { get; set; } = Task.CompletedTask;

    public int Readers => Volatile.Read(ref _readers);

    public ConcurrentQueue<string> Orders { get; } = new();

    public NutOutcome Answer { get; set; } = new(NutResult.Confirmed);

    /// <summary>Of others than us.</summary>
    public int OtherLogins { get; set; }

    /// <summary>Those of us that hold one now.</summary>
    public int Logins => _desks.Keys.Count(desk => desk.IsLoggedIn);

    /// <summary>All connections for orders break off.</summary>
    public void HangUp()
    {
        foreach (var desk in _desks.Keys) desk.Lose();
    }

    private readonly ConcurrentDictionary<Desk, bool> _desks = new();

    private int _readers;

    public void Says(string ups, string status, params (string Name, string Value)[] variables) =>
        _upses[ups] = variables.Append(("ups.status", status)).ToImmutableDictionary(each => each.Item1, each => each.Item2);

    public INutReader Reader(NutServerTarget target)
    {
        Interlocked.Increment(ref _readers);
        return new Session(this);
    }

    public Task<NutOpening> OpenDeskAsync(NutServerTarget target, CancellationToken cancellationToken) => Task.FromResult(new NutOpening(new Desk(this), null));

    private async Task<NutAnswer<T>> Answered<T>(string ups, Func<ImmutableDictionary<string, string>, T> read)
    {
        var sent = time.GetTimestamp();
        await Hold;
        return Fault is { } fault ? new(sent, true, default, fault)
            : _upses.TryGetValue(ups, out var variables) ? new(sent, true, read(variables), null)
            : new(sent, true, default, new(NutError.UnknownUps, $"There is no {ups}.") { Answered = true });
    }

    private sealed class Session(ScriptedNut nut) : INutReader
    {
        public NutLink Link => new() { IsUp = nut.Fault is null, Fault = nut.Fault, Version = "scripted" };

        public Task<NutAnswer<NutStatus>> StatusAsync(string ups, CancellationToken cancellationToken) => nut.Answered(ups, all => new NutStatus(all["ups.status"]));

        public Task<NutAnswer<NutVariables>> VariablesAsync(string ups, CancellationToken cancellationToken) => nut.Answered(ups, all => new NutVariables(all.ToDictionary(), []));

        public Task<NutAnswer<ImmutableArray<NutUps>>> UpsesAsync(CancellationToken cancellationToken) =>
            Task.FromResult(new NutAnswer<ImmutableArray<NutUps>>(0, true, [.. nut._upses.Keys.Select(name => new NutUps(name, null))], null));

        public Task<NutAnswer<string>> VariableAsync(string ups, string variable, CancellationToken cancellationToken) => nut.Answered(ups, all => all[variable]);

        public Task<NutAnswer<string>> VersionAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<NutAnswer<string>> ProtocolVersionAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<NutAnswer<ImmutableArray<string>>> CommandsAsync(string ups, CancellationToken cancellationToken) =>
            nut.Answered<ImmutableArray<string>>(ups, _ => ["beeper.mute", "load.off", "test.battery.start.quick"]);

        public Task<NutAnswer<NutVariables>> WritableAsync(string ups, CancellationToken cancellationToken) =>
            nut.Answered(ups, _ => new NutVariables(new() { ["ups.delay.shutdown"] = "20", ["ups.id"] = "x" }, []));

        public Task<NutAnswer<ImmutableArray<string>>> ChoicesAsync(string ups, string variable, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<NutAnswer<ImmutableArray<NutRange>>> RangesAsync(string ups, string variable, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<NutAnswer<ImmutableArray<string>>> ClientsAsync(string ups, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<NutAnswer<int>> LoginsAsync(string ups, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<NutAnswer<string>> DescriptionAsync(string ups, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<NutAnswer<NutVariableType>> TypeAsync(string ups, string variable, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<NutAnswer<string>> VariableDescriptionAsync(string ups, string variable, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<NutAnswer<string>> CommandDescriptionAsync(string ups, string command, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask DisposeAsync()
        {
            Interlocked.Decrement(ref nut._readers);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Desk : INutDesk
    {
        private readonly ScriptedNut _nut;
        private readonly TaskCompletionSource<NutFault> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Desk(ScriptedNut nut)
        {
            _nut = nut;
            nut._desks[this] = true;
        }

        public bool IsLoggedIn { get; private set; }

        public bool IsClearText => true;

        public Task<NutFault> Lost => _lost.Task;

        public async Task<NutOutcome> LoginAsync(string ups, CancellationToken cancellationToken)
        {
            var outcome = await Give("LOGIN " + ups);
            IsLoggedIn = outcome.IsDone;
            return outcome;
        }

        public Task<NutOutcome> ClaimPrimaryAsync(string ups, CancellationToken cancellationToken) => Give("PRIMARY " + ups);

        public Task<NutOutcome> ForceShutdownAsync(string ups, CancellationToken cancellationToken) => Give("FSD " + ups);

        public Task<NutOutcome> CommandAsync(string ups, string command, string? parameter, TimeSpan follow, CancellationToken cancellationToken) => Give($"INSTCMD {ups} {command}");

        public Task<NutOutcome> SetAsync(string ups, string variable, string value, TimeSpan follow, CancellationToken cancellationToken) => Give($"SET {ups} {variable} {value}");

        public Task<NutAnswer<int>> LoginsAsync(string ups, CancellationToken cancellationToken) => Task.FromResult(new NutAnswer<int>(0, true, _nut.Logins + _nut.OtherLogins, null));

        public void Lose()
        {
            _nut._desks.TryRemove(this, out _);
            _lost.TrySetResult(new(NutError.Closed, "It hung up."));
        }

        public ValueTask DisposeAsync()
        {
            Lose();
            return ValueTask.CompletedTask;
        }

        private Task<NutOutcome> Give(string order)
        {
            _nut.Orders.Enqueue(order);
            return Task.FromResult(_nut.Answer);
        }
    }
}

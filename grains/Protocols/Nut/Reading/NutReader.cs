using System.Collections.Concurrent;
using System.Collections.Immutable;
using NasOrleans.Protocols.Nut.Grammar;
using NasOrleans.Protocols.Nut.Wire;

namespace NasOrleans.Protocols.Nut.Reading;

internal sealed class NutReader(ServerLink link, NutWireOptions options, string host, TimeProvider time) : INutReader
{
    // A name that nobody configured may be asked for; not endlessly many are remembered.
    private const int MaxRemembered = 4096;

    private readonly ConcurrentDictionary<string, UpsMemory> _memories = new(StringComparer.Ordinal);

    public NutLink Link => link.State;

    public async Task<NutAnswer<NutStatus>> StatusAsync(string ups, CancellationToken cancellationToken)
    {
        if (Memory(ups) is not { } memory) return Unsayable<NutStatus>(ups);
        var answer = await AskAsync(memory.StatusLine, memory.ReadStatus(), cancellationToken);
        if (!answer.IsGood) return answer.Select(line => line.Value!);
        memory.Remember(answer.Value);
        return Known(answer.Select(line => line.Value), NutStatus.Variable);
    }

    public async Task<NutAnswer<NutVariables>> VariablesAsync(string ups, CancellationToken cancellationToken)
    {
        if (Memory(ups) is not { } memory) return Unsayable<NutVariables>(ups);
        var answer = await AskAsync(memory.VariablesLine, memory.ReadVariables(), cancellationToken);
        if (answer.IsGood) memory.Remember(answer.Value);
        return answer.Select(block => block.Value);
    }

    public async Task<NutAnswer<string>> VariableAsync(string ups, string variable, CancellationToken cancellationToken) =>
        Known(await GetAsync("VAR", [ups, variable], Tails.Quoted, cancellationToken), variable);

    public async Task<NutAnswer<ImmutableArray<NutUps>>> UpsesAsync(CancellationToken cancellationToken) =>
        (await ListAsync("UPS", [], Tails.Ups, cancellationToken)).Select(upses => upses.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name)));

    public Task<NutAnswer<string>> VersionAsync(CancellationToken cancellationToken) =>
        AskAsync(NutLines.Of("VER")!, new LineReader<string>(Tails.Line), cancellationToken);

    public async Task<NutAnswer<string>> ProtocolVersionAsync(CancellationToken cancellationToken) =>
        Softened(await AskAsync(NutLines.Of("NETVER")!, new LineReader<string>(Tails.Numbered), cancellationToken));

    public async Task<NutAnswer<ImmutableArray<string>>> CommandsAsync(string ups, CancellationToken cancellationToken) =>
        Softened(await ListAsync("CMD", [ups], Tails.Name, cancellationToken));

    public async Task<NutAnswer<NutVariables>> WritableAsync(string ups, CancellationToken cancellationToken)
    {
        if (NutLines.Of("LIST RW", ups) is not { } line) return Unsayable<NutVariables>(ups);
        return Softened(await AskAsync(line, new VariableReader($"RW {ups}", VariableBlock.None), cancellationToken)).Select(block => block.Value);
    }

    public async Task<NutAnswer<ImmutableArray<string>>> ChoicesAsync(string ups, string variable, CancellationToken cancellationToken) =>
        Softened(await ListAsync("ENUM", [ups, variable], Tails.Quoted, cancellationToken)).Select(choices => choices.OfType<string>().ToImmutableArray());

    public async Task<NutAnswer<ImmutableArray<NutRange>>> RangesAsync(string ups, string variable, CancellationToken cancellationToken) =>
        Softened(await ListAsync("RANGE", [ups, variable], Tails.Range, cancellationToken));

    public async Task<NutAnswer<ImmutableArray<string>>> ClientsAsync(string ups, CancellationToken cancellationToken) =>
        Softened(await ListAsync("CLIENT", [ups], Tails.Name, cancellationToken));

    public Task<NutAnswer<int>> LoginsAsync(string ups, CancellationToken cancellationToken) =>
        GetAsync("NUMLOGINS", [ups], Tails.Count, cancellationToken);

    public async Task<NutAnswer<string>> DescriptionAsync(string ups, CancellationToken cancellationToken) =>
        Described(await GetAsync("UPSDESC", [ups], Tails.Quoted, cancellationToken));

    public Task<NutAnswer<NutVariableType>> TypeAsync(string ups, string variable, CancellationToken cancellationToken) =>
        GetAsync("TYPE", [ups, variable], Tails.Type, cancellationToken);

    public async Task<NutAnswer<string>> VariableDescriptionAsync(string ups, string variable, CancellationToken cancellationToken) =>
        Described(await GetAsync("DESC", [ups, variable], Tails.Quoted, cancellationToken));

    public async Task<NutAnswer<string>> CommandDescriptionAsync(string ups, string command, CancellationToken cancellationToken) =>
        Described(await GetAsync("CMDDESC", [ups, command], Tails.Quoted, cancellationToken));

    public ValueTask DisposeAsync() => link.DisposeAsync();

    private Task<NutAnswer<T>> GetAsync<T>(string what, string[] names, ReadTail<T> read, CancellationToken cancellationToken) =>
        NutLines.Of($"GET {what}", names) is { } line
            ? AskAsync(line, new EchoReader<T>($"{what} {string.Join(' ', names)}", read), cancellationToken)
            : Task.FromResult(Unsayable<T>(string.Join(' ', names)));

    private Task<NutAnswer<ImmutableArray<T>>> ListAsync<T>(string what, string[] names, ReadTail<T> read, CancellationToken cancellationToken) =>
        NutLines.Of($"LIST {what}", names) is { } line
            ? AskAsync(line, new ListReader<T>(string.Join(' ', [what, .. names]), read), cancellationToken)
            : Task.FromResult(Unsayable<ImmutableArray<T>>(string.Join(' ', names)));

    private Task<NutAnswer<T>> AskAsync<T>(byte[] line, AnswerReader<T> reader, CancellationToken cancellationToken)
    {
        if (link.Connection is not { } connection) return WithoutConnectionAsync(line, reader, cancellationToken);
        var answer = connection.AskAsync(line, reader);
        return cancellationToken.CanBeCanceled ? answer.WaitAsync(cancellationToken) : answer;
    }

    // Only the very first attempt is waited for: later there is a fault to give.
    private async Task<NutAnswer<T>> WithoutConnectionAsync<T>(byte[] line, AnswerReader<T> reader, CancellationToken cancellationToken)
    {
        var asked = time.GetTimestamp();
        try
        {
            await link.FirstAttempt.WaitAsync(options.Deadline, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return new NutAnswer<T>(asked, false, default, WireFaults.Crowded(host, options.Deadline));
        }
        return link.Connection is { } connection
            ? await connection.AskAsync(line, reader).WaitAsync(cancellationToken)
            : new NutAnswer<T>(asked, false, default, link.State.Fault ?? WireFaults.Closed(host));
    }

    private UpsMemory? Memory(string ups)
    {
        if (_memories.TryGetValue(ups, out var known)) return known;
        var memory = UpsMemory.Of(ups);
        return memory is null || _memories.Count >= MaxRemembered ? memory : _memories.GetOrAdd(ups, memory);
    }

    private NutAnswer<T> Unsayable<T>(string name) => new(time.GetTimestamp(), false, default, WireFaults.Unsayable($"\"{NutText.Shown(System.Text.Encoding.UTF8.GetBytes(name))}\""));

    private static NutAnswer<T> Softened<T>(NutAnswer<T> answer) => answer with { Fault = NutErrors.Softened(answer.Fault) };

    private static NutAnswer<string> Described(NutAnswer<string?> answer) => answer.Select(text => Tails.Described(text) ?? "");

    private static NutAnswer<T> Known<T>(NutAnswer<T?> answer, string variable) where T : class =>
        answer is { IsGood: false } || answer.Value is not null
            ? new(answer.SentAt, answer.WasSent, answer.Value, answer.Fault)
            : new(answer.SentAt, answer.WasSent, null, WireFaults.NoText(variable));
}

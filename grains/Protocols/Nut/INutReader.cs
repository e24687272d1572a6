using System.Collections.Immutable;

namespace NasOrleans.Protocols.Nut;

/// <summary>
/// Asks one NUT server over one connection, which it opens, keeps and opens again by itself, and never logs in.
/// All questions may be asked at once; each answer is there as soon as the wire brings it. A fault is an answer, never an exception;
/// without a connection it is there at once and not waited for. Cancelling gives up the wait, not the question.
/// </summary>
internal interface INutReader : IAsyncDisposable
{
    NutLink Link { get; }

    Task<NutAnswer<NutStatus>> StatusAsync(string ups, CancellationToken cancellationToken);

    Task<NutAnswer<NutVariables>> VariablesAsync(string ups, CancellationToken cancellationToken);

    Task<NutAnswer<string>> VariableAsync(string ups, string variable, CancellationToken cancellationToken);

    /// <summary>In the order of their names; the server's own order changes when it reloads.</summary>
    Task<NutAnswer<ImmutableArray<NutUps>>> UpsesAsync(CancellationToken cancellationToken);

    Task<NutAnswer<string>> VersionAsync(CancellationToken cancellationToken);

    /// <summary>Such as 1.3; <see cref="NutError.Unsupported"/> before release 2.6.4.</summary>
    Task<NutAnswer<string>> ProtocolVersionAsync(CancellationToken cancellationToken);

    Task<NutAnswer<ImmutableArray<string>>> CommandsAsync(string ups, CancellationToken cancellationToken);

    /// <summary>The variables that can be set.</summary>
    Task<NutAnswer<NutVariables>> WritableAsync(string ups, CancellationToken cancellationToken);

    Task<NutAnswer<ImmutableArray<string>>> ChoicesAsync(string ups, string variable, CancellationToken cancellationToken);

    Task<NutAnswer<ImmutableArray<NutRange>>> RangesAsync(string ups, string variable, CancellationToken cancellationToken);

    /// <summary>The addresses of those who are logged in to a UPS.</summary>
    Task<NutAnswer<ImmutableArray<string>>> ClientsAsync(string ups, CancellationToken cancellationToken);

    Task<NutAnswer<int>> LoginsAsync(string ups, CancellationToken cancellationToken);

    Task<NutAnswer<string>> DescriptionAsync(string ups, CancellationToken cancellationToken);

    Task<NutAnswer<NutVariableType>> TypeAsync(string ups, string variable, CancellationToken cancellationToken);

    Task<NutAnswer<string>> VariableDescriptionAsync(string ups, string variable, CancellationToken cancellationToken);

    Task<NutAnswer<string>> CommandDescriptionAsync(string ups, string command, CancellationToken cancellationToken);
}

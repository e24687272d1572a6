using System.Collections.Immutable;
using Orleans;

namespace NasOrleans.Power.Sources.Servers;

/// <summary>
/// What is known of one UPS at the moment of the answer. Ages are by a monotonic clock and count from the moment the question went out;
/// whoever asks adds the time that its own call took.
/// </summary>
[GenerateSerializer, Immutable, Alias("nas.nut-reading")]
public sealed record NutReading
{
    [Id(0)] public required string Ups { get; init; }

    /// <summary>The life of the reader that counts <see cref="Sequence"/>; another life counts anew.</summary>
    [Id(1)] public Guid Reader { get; init; }

    /// <summary>Grows with every answer about the status, good or bad. The same number is the same answer.</summary>
    [Id(2)] public long Sequence { get; init; }

    /// <summary>The latest <c>ups.status</c> as it came; null when the latest answer was a fault.</summary>
    [Id(3)] public string? Status { get; init; }

    [Id(4)] public ContactFault? Fault { get; init; }

    /// <summary>How old that latest answer is, good or bad.</summary>
    [Id(5)] public TimeSpan Age { get; init; }

    /// <summary>How long there has been nothing but faults: the age of the first of them in a row. Zero when the latest answer was good.</summary>
    [Id(6)] public TimeSpan FailingFor { get; init; }

    /// <summary>Faults in a row up to the latest answer.</summary>
    [Id(7)] public int Failures { get; init; }

    /// <summary>All variables as last read, also when that was long ago; <c>ups.status</c> in them may be older than <see cref="Status"/>.</summary>
    [Id(8)] public ImmutableDictionary<string, string> Variables { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Grows with every full answer, changed or not.</summary>
    [Id(9)] public long VariablesSequence { get; init; }

    /// <summary>Null when they were never read.</summary>
    [Id(10)] public TimeSpan? VariablesAge { get; init; }
}

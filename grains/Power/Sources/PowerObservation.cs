using System.Collections.Immutable;
using NasOrleans.Power.Sources.Servers;

namespace NasOrleans.Power.Sources;

/// <summary>What was read of a UPS, or that nothing could be. Moments are on the steady clock of whoever judges.</summary>
internal sealed record PowerObservation
{
    /// <summary>Who counts <see cref="Sequence"/>; empty when whoever reads for us did not answer.</summary>
    public Guid Reader { get; init; }

    public long Sequence { get; init; }

    /// <summary>When the question was sent, at the latest.</summary>
    public required TimeSpan At { get; init; }

    /// <summary>As it came; null with a fault.</summary>
    public string? Status { get; init; }

    public ContactFault? Fault { get; init; }

    /// <summary>When the first of the questions in a row that failed was sent.</summary>
    public TimeSpan? FailingSince { get; init; }

    public ImmutableDictionary<string, string> Variables { get; init; } = ImmutableDictionary<string, string>.Empty;

    public long VariablesSequence { get; init; }

    public TimeSpan? VariablesAt { get; init; }

    /// <summary>A reading's age counts from its making, which lies between our question and its answer: the question is the safe end.</summary>
    public static PowerObservation Of(NutReading reading, TimeSpan asked) => new()
    {
        Reader = reading.Reader,
        Sequence = reading.Sequence,
        At = asked - reading.Age,
        Status = reading.Status,
        Fault = reading.Status is null ? reading.Fault ?? new() { Kind = ContactFaultKind.Protocol, Message = "No status and no fault" } : null,
        FailingSince = reading.Status is null ? asked - reading.FailingFor : null,
        Variables = reading.Variables,
        VariablesSequence = reading.VariablesSequence,
        VariablesAt = asked - reading.VariablesAge,
    };

    /// <summary>Nobody answered us, so that nothing was read.</summary>
    public static PowerObservation Nothing(TimeSpan asked, string message) => new()
    {
        Sequence = asked.Ticks,
        At = asked,
        Fault = new() { Kind = ContactFaultKind.NoReader, Message = message },
        FailingSince = asked,
    };
}

using System.Collections.Immutable;
using NasOrleans.Power.Sources;
using NasOrleans.Power.Sources.Servers;
using NasOrleans.Protocols.Nut;

namespace NasOrleans.Power.Servers;

/// <summary>What was last read of one UPS. Moments are timestamps of the steady clock, of when the question went out.</summary>
internal sealed class WatchedUps(string name, TimeProvider time)
{
    private readonly Guid _reader = Guid.NewGuid();
    private string? _status;
    private ContactFault? _fault;
    private long _sequence;
    private long _answered;
    private long? _failingSince;
    private int _failures;
    private NutVariables? _read;
    private ImmutableDictionary<string, string> _variables = ImmutableDictionary<string, string>.Empty;
    private long _variablesSequence;
    private long? _variablesAnswered;

    public TimeSpan? StatusAsked { get; set; }

    public TimeSpan? VariablesAsked { get; set; }

    public bool StatusUnderWay { get; set; }

    public bool VariablesUnderWay { get; set; }

    /// <summary>True when somebody should look at once.</summary>
    public bool Take(NutAnswer<NutStatus> answer)
    {
        var (before, failedBefore) = (_status, _fault is not null);
        _sequence++;
        _answered = answer.SentAt;
        _status = answer.IsGood ? answer.Value.Text : null;
        _fault = answer.IsGood ? null : ContactFaults.Of(answer.Fault);
        _failures = answer.IsGood ? 0 : _failures + 1;
        _failingSince = answer.IsGood ? null : _failingSince ?? answer.SentAt;
        return _status != before || (_fault is not null) != failedBefore;
    }

    // A fault here tells nothing that the status, asked four times as often, does not tell.
    public bool Take(NutAnswer<NutVariables> answer)
    {
        if (!answer.IsGood) return false;
        _variablesSequence++;
        _variablesAnswered = answer.SentAt;
        if (ReferenceEquals(answer.Value, _read)) return false;
        _read = answer.Value;
        _variables = answer.Value.Values.ToImmutableDictionary(StringComparer.Ordinal);
        return true;
    }

    /// <summary>Null before the first answer.</summary>
    public NutReading? Reading() => _sequence == 0 ? null : new()
    {
        Ups = name,
        Reader = _reader,
        Sequence = _sequence,
        Status = _status,
        Fault = _fault,
        Age = time.GetElapsedTime(_answered),
        FailingFor = _failingSince is { } since ? time.GetElapsedTime(since) : TimeSpan.Zero,
        Failures = _failures,
        Variables = _variables,
        VariablesSequence = _variablesSequence,
        VariablesAge = _variablesAnswered is { } answered ? time.GetElapsedTime(answered) : null,
    };
}

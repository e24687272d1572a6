using System.Diagnostics.CodeAnalysis;

namespace NasOrleans.Protocols.Nut;

/// <summary>
/// A value or a fault. <paramref name="SentAt"/> is the monotonic moment at which the question went out, and its age counts from there:
/// after a freeze of the process, what lies in the buffers is old. For what was never sent it is the moment of asking.
/// </summary>
internal readonly record struct NutAnswer<T>(long SentAt, bool WasSent, T? Value, NutFault? Fault)
{
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Fault))]
    public bool IsGood => Fault is null;

    public TimeSpan Age(TimeProvider time) => time.GetElapsedTime(SentAt);

    public NutAnswer<TOther> Select<TOther>(Func<T, TOther> change) => new(SentAt, WasSent, IsGood ? change(Value) : default, Fault);
}

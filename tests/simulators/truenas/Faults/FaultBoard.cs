using System.Collections.Immutable;
using System.Text;

namespace NasOrleans.Simulators.TrueNas.Faults;

/// <summary>The fault switches of one NAS.</summary>
public sealed class FaultBoard
{
    private static readonly Dictionary<string, Fault> ByName = Enum.GetValues<Fault>().ToDictionary(NameOf, StringComparer.OrdinalIgnoreCase);
    private long _on;

    public static IEnumerable<string> Names => ByName.Keys;

    /// <summary>How long an answer takes under <see cref="Fault.SlowAnswers"/>.</summary>
    public TimeSpan Slowness { get; set; } = TimeSpan.FromSeconds(5);

    public ImmutableArray<Fault> On => [.. Enum.GetValues<Fault>().Where(Has)];

    public bool Has(Fault fault) => (Volatile.Read(ref _on) & Bit(fault)) != 0;

    /// <summary>The call is carried out, and its answer is not sent.</summary>
    internal bool LosesReplyTo(string method) => method switch
    {
        "system.shutdown" => Has(Fault.ShutdownReplyLost),
        "failover.call_remote" => Has(Fault.RemoteReplyLost),
        _ => false,
    };

    public void Set(Fault fault, bool on = true)
    {
        if (on) Interlocked.Or(ref _on, Bit(fault));
        else Interlocked.And(ref _on, ~Bit(fault));
    }

    public void Clear(Fault fault) => Set(fault, on: false);

    public void ClearAll() => Volatile.Write(ref _on, 0);

    public static bool TryParse(string name, out Fault fault) => ByName.TryGetValue(name, out fault);

    /// <summary>NeverAnswers is never-answers.</summary>
    public static string NameOf(Fault fault)
    {
        var name = new StringBuilder();
        foreach (var letter in fault.ToString())
        {
            if (char.IsUpper(letter) && name.Length > 0) name.Append('-');
            name.Append(char.ToLowerInvariant(letter));
        }
        return name.ToString();
    }

    private static long Bit(Fault fault) => 1L << (int)fault;
}

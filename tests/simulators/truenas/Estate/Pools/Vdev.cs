using System.Collections.Immutable;
using NasOrleans.Simulators.TrueNas.Estate.Drives;

namespace NasOrleans.Simulators.TrueNas.Estate.Pools;

public enum VdevKind { Stripe, Mirror, RaidZ1, RaidZ2, RaidZ3 }

public enum MemberState { Online, Degraded, Faulted, Offline, Unavail, Removed }

/// <summary>A drive as a part of a pool.</summary>
public sealed record Member(Drive Drive, ulong Id)
{
    public MemberState State { get; init; }

    public int ReadErrors { get; init; }

    public int WriteErrors { get; init; }

    public int ChecksumErrors { get; init; }

    /// <summary>The drive that takes over once the resilver is done.</summary>
    public Member? Replacement { get; init; }

    public string Guid => $"{Id}";

    public string PartitionUuid => $"{(uint)(Id >> 32):x8}-{(ushort)(Id >> 16):x4}-4{Id >> 4 & 0xFFF:x3}-8{Id & 0xFFF:x3}-{Id * 0x9E3779B97F4A7C15 >> 16:x12}";
}

/// <summary>Drives that keep data together; a stripe stands for single drives side by side.</summary>
public sealed record Vdev(VdevKind Kind, ulong Id, ImmutableArray<Member> Members)
{
    public string Guid => $"{Id}";
}

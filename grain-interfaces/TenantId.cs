using Orleans;

namespace NasOrleans;

/// <summary>The customer whose grains a key belongs to. It comes from the authenticated caller, never from input.</summary>
[GenerateSerializer, Immutable, Alias("nas.tenant-id")]
public readonly record struct TenantId([property: Id(0)] string Value)
{
    /// <summary>The tenant of an installation that has only one.</summary>
    public static TenantId Main { get; } = new("main");

    public override string ToString() => Value;
}

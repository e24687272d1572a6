using System.Reflection;
using NasOrleans.Solo.Hosting;
using Orleans;
using Orleans.Runtime;

namespace NasOrleans.Solo.Calls;

/// <summary>What a caller holds instead of a grain or an observer: each method call on it becomes a <see cref="Call"/>.</summary>
internal abstract class Reference : DispatchProxy, IAddressable
{
    internal SoloRuntime Runtime { get; private set; } = null!;

    internal GrainId GrainId { get; private set; }

    /// <summary>Hands the call to its target; throws when that cannot take it.</summary>
    internal abstract void Post(Call call);

    internal abstract TInterface As<TInterface>();

    public sealed override bool Equals(object? obj) => obj is Reference other && other.GrainId == GrainId;

    public sealed override int GetHashCode() => GrainId.GetHashCode();

    public sealed override string ToString() => GrainId.ToString();

    protected sealed override object Invoke(MethodInfo? targetMethod, object?[]? args) =>
        GrainMethod.Of(targetMethod!).Send(this, args ?? []);

    /// <summary>A copy of the prototype, which is far cheaper than creating a proxy by reflection each time.</summary>
    protected static TReference Bind<TInterface, TReference>(SoloRuntime runtime, GrainId id) where TReference : Reference
    {
        var reference = (TReference)Prototype<TInterface, TReference>.Instance.MemberwiseClone();
        reference.Runtime = runtime;
        reference.GrainId = id;
        return reference;
    }

    private static class Prototype<TInterface, TReference> where TReference : Reference
    {
        internal static readonly TReference Instance = (TReference)(object)Create<TInterface, TReference>()!;
    }
}

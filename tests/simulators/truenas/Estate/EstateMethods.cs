using NasOrleans.Simulators.TrueNas.Methods;

namespace NasOrleans.Simulators.TrueNas.Estate;

/// <summary>Joins the methods of everything that a NAS has.</summary>
internal sealed class EstateMethods : IMethods
{
    public static IEnumerable<Method> All => [];

    public static IEnumerable<EventSource> Sources => [];
}

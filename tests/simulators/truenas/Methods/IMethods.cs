namespace NasOrleans.Simulators.TrueNas.Methods;

/// <summary>The methods and event sources of one folder; <see cref="MethodTable"/> joins them.</summary>
internal interface IMethods
{
    static abstract IEnumerable<Method> All { get; }

    static virtual IEnumerable<EventSource> Sources => [];
}

namespace NasOrleans.Protocols.Nut.Wire;

/// <summary>Carries a fault out of the steps to a connection.</summary>
internal sealed class NutWireException(NutFault fault, Exception? inner = null) : Exception(fault.Message, inner)
{
    public NutFault Fault { get; } = fault;
}
